/**
 * Whoever changes what a door exports says so in CHANGELOG.md. Compares the API reports with those of the last commit that touched the changelog;
 * passes where the history does not reach that far or the changelog is being edited.
 */
import { spawnSync } from 'node:child_process';

const git = (...args: string[]): { ok: boolean; text: string } => {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return { ok: status === 0, text: stdout.trim() };
};

const edited = git('status', '--porcelain', '--', 'CHANGELOG.md').text !== '';
const last = git('log', '-1', '--format=%H', '--', 'CHANGELOG.md').text;
if (edited || last === '') {
  console.log('changelog: nothing to compare with');
} else {
  const changed = git('diff', '--name-only', last, '--', 'api').text.split('\n').filter((name) => name !== '');
  if (changed.length > 0) {
    console.error(`The public surface changed since CHANGELOG.md last did (${last.slice(0, 9)}): ${changed.join(', ')}. Add a line under Unreleased.`);
    process.exit(1);
  }
  console.log(`changelog: no report changed since ${last.slice(0, 9)}`);
}
