// Prints `N passed, N failed` from the test runner's JSON report. No report, or a file of tests that could not even load, counts as a failure.
import { existsSync, readFileSync } from 'node:fs';

const path = process.argv[2];
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
const unloaded = report?.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((result) => result.status !== 'failed')) ?? [];
console.log(`${report?.numPassedTests ?? 0} passed, ${report === undefined ? 1 : report.numFailedTests + unloaded.length} failed`);
