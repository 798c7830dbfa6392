/**
 * Stryker's runner for vitest, with two differences. The mutant is on from the moment a test file is read, not only while its tests run: many of our
 * examples build their entries in the table itself. And a test file that cannot be read under a mutant counts as a failing test, not as one that
 * says nothing.
 */
import { declareFactoryPlugin, PluginKind, tokens, commonTokens } from '@stryker-mutator/api/plugin';
import { strykerPlugins as theirs, strykerValidationSchema } from '@stryker-mutator/vitest-runner';

const [{ factory: vitestRunner }] = theirs;

function roomRunner(injector) {
  const runner = vitestRunner(injector);
  const mutantRun = runner.mutantRun.bind(runner);
  runner.mutantRun = async (options) => {
    const result = await mutantRun({ ...options, mutantActivation: 'static' });
    if (result.status !== 'survived') return result;
    const unread = runner.ctx.state.getFiles().find((file) => file.result?.state === 'fail');
    if (unread === undefined) return result;
    const [failureMessage] = (unread.result.errors ?? []).map(({ message }) => message);
    return { status: 'killed', killedBy: (options.testFilter ?? []).slice(0, 1), failureMessage: failureMessage ?? `${unread.name} could not be read`, nrOfTests: result.nrOfTests };
  };
  return runner;
}
roomRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'vitest', roomRunner)];
export { strykerValidationSchema };
