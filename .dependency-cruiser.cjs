// Import directions inside the package. The table of floors is the configuration: a room imports from lower floors only, through their front doors.
// Every edge counts, type-only imports included. test/architecture/floors.test.ts plants a violation of each rule and sees it caught.
const floors = [
  ['foundation'],
  ['quantity'],
  ['model'],
  ['ledger', 'availability', 'promise', 'policy', 'allocation', 'reservation', 'returns', 'reconciliation'],
  ['ports'],
  ['wire'],
  ['commands', 'sync'],
  ['storage', 'transport', 'connectors', 'testing', 'cli'],
];
const room = (names) => `^src/(${names.join('|')})/`;
const pure = room(floors.slice(0, 4).flat());
const islands = '^src/(storage|transport|connectors)/';
const sockets = '^(node:)?(net|tls|dgram|dns|http|http2|https|fs|fs/promises|child_process|worker_threads|cluster)$';

const upward = floors.slice(0, -1).map((names, floor) => ({
  name: `floor-${floor}-looks-down`,
  comment: 'A room imports lower floors only.',
  severity: 'error',
  from: { path: room(names) },
  to: { path: room(floors.slice(floor + 1).flat()) },
}));

/** The floors inside the machinery. What lies beside them (answers, inputs, the inventory itself) is for all of them, or above all. */
const machinery = [['engine'], ['goods'], ['kits'], ['lines'], ['backorders', 'facts', 'promises']];
const inMachinery = (names) => `^src/commands/(${names.join('|')})/`;
const machineryUpward = machinery.slice(0, -1).map((names, floor) => ({
  name: `machinery-${floor}-looks-down`,
  comment: 'Inside the machinery, too, a folder imports lower ones only.',
  severity: 'error',
  from: { path: inMachinery(names) },
  to: { path: inMachinery(machinery.slice(floor + 1).flat()) },
}));

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...upward,
    ...machineryUpward,
    rule('machinery-stays-apart', 'What two kinds of request share belongs to the lines or below.', { path: `^src/commands/(${machinery.at(-1).join('|')})/` }, { path: inMachinery(machinery.at(-1)), pathNot: '^src/commands/$1/' }),
    rule('machinery-has-floors', 'A folder of the machinery that no floor lists.', {}, { path: '^src/commands/[^/]+/', pathNot: inMachinery(machinery.flat()) }),
    rule('every-room-has-a-floor', 'A folder of src that no floor lists.', {}, { path: '^src/[^/]+/', pathNot: room(floors.flat()) }),
    rule('no-cycles', 'Files that need each other are one idea, or miss a third.', { path: '^src/' }, { circular: true }),
    rule('decisions-stay-apart', 'What two decision rooms share belongs in model.', { path: `^src/(${floors[3].join('|')})/` }, { path: room(floors[3]), pathNot: '^src/$1/' }),
    rule('islands-stay-apart', 'An adapter knows the ports, not its siblings or the machinery.',
      { path: '^src/(storage|transport|connectors)/([^/]+)/' }, { path: '^src/(storage|transport|connectors|testing|cli|commands|sync)/', pathNot: '^src/$1/$2/' }),
    rule('testing-reaches-no-island', 'The conformance suites are handed the adapter they judge.', { path: '^src/testing/' }, { path: '^src/(storage|transport|connectors|cli)/' }),
    rule('root-reaches-no-island', 'Importing the package brings no adapter along.', { path: '^src/index\\.ts$' }, { path: '^src/(storage|transport|connectors|testing|cli)/', reachable: true }),
    rule('root-reaches-no-socket', 'Importing the package opens neither files nor sockets.', { path: '^src/index\\.ts$' }, { path: sockets, reachable: true }),
    rule('root-leaves-sync-out', 'The sync engine has a door of its own.', { path: '^src/index\\.ts$' }, { path: '^src/sync/' }),
    rule('root-is-for-users', 'Rooms import rooms; the front door is for users of the package.', { path: '^src/[^/]+/', pathNot: '^src/cli/' }, { path: '^src/index\\.ts$' }),
    rule('front-doors', 'Another room is entered through its index.ts.',
      { path: '^src/([^/]+)/' }, { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/([^/]+|(storage|transport|connectors)/[^/]+)/index\\.ts$'] }),
    rule('not-through-own-door', 'Inside a room, files import files.', { path: '^src/([^/]+)/', pathNot: `${islands}|^src/cli/` }, { path: '^src/$1/index\\.ts$' }),
    rule('island-not-through-own-door', 'Inside a room, files import files.', { path: '^src/(storage|transport|connectors)/([^/]+)/' }, { path: '^src/$1/$2/index\\.ts$' }),
    rule('pure-no-builtins', 'Floors 0 to 3 run on any runtime.', { path: pure }, { dependencyTypes: ['core'] }),
    rule('pure-packages', 'Floors 0 to 3 have four packages at most.', { path: pure }, { path: 'node_modules/', pathNot: 'node_modules/(zod|decimal\\.js|date-fns|@date-fns/tz)/' }),
    rule('calendar-in-instant-only', 'One file computes with calendars.', { path: '^src/', pathNot: '^src/foundation/instant\\.ts$' }, { path: 'node_modules/(date-fns|@date-fns)/' }),
    rule('decimal-in-quantity-only', 'One room computes with decimals.', { path: '^src/', pathNot: '^src/quantity/' }, { path: 'node_modules/decimal\\.js' }),
    rule('zod-not-in-decisions', 'Decisions trust the model’s types.', { path: room([...floors[0], ...floors[1], ...floors[3]]) }, { path: 'node_modules/zod' }),
    rule('emitter-in-machinery-only', 'Only the machinery has subscribers.', { path: '^src/', pathNot: '^src/(commands|sync)/' }, { path: 'node_modules/eventemitter3' }),
    rule('shipped-packages-only', 'What is shipped imports what the package declares.',
      { path: '^src/' }, { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] }),
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' } },
};
