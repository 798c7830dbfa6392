import fc from 'fast-check';

// A build must not turn red for a case that was drawn for the first time and has nothing to do with the change: it runs one seed. Everywhere else each run draws
// fresh cases, and `FAST_CHECK_SEED` names the seed to run again.
const named = process.env['FAST_CHECK_SEED'] ?? (process.env['CI'] === undefined ? undefined : '20261124');
if (named !== undefined) fc.configureGlobal({ seed: Number(named) });
