/**
 * `npm run bench [-- --pages|--preview] [--size small|full] [--check]`: what the membership engine takes at size, on Azurite through the local
 * host. `--pages` measures nothing but pages of members, `--preview` nothing but previews, in a directory that is written past the application. `--check` runs the small size, holds what must hold on any machine, and ends with 1 when something does not.
 */
import { parseArgs } from 'node:util';
import { type Figures, faultsOf, pageFaultsOf } from './figures.ts';
import { loadObjects } from './load.ts';
import { readPagesAlone } from './pages.ts';
import { type BenchObject, makeObjects } from './people.ts';
import {
  addGroup,
  changeMany,
  changeSingly,
  compare,
  editRule,
  evaluateAll,
  latencyOf,
  requestsOf,
  type Scene,
  whileEditing,
} from './phases.ts';
import { measurePreviews, previewFaultsOf } from './preview.ts';
import { readPages } from './read-pages.ts';
import { describe, describePages, describePreviews, writeReport } from './report.ts';
import { type BenchRule, makeRules } from './rules.ts';
import { openStage, type Stage } from './stage.ts';

interface Size {
  readonly name: string;
  readonly users: number;
  readonly devices: number;
  readonly groups: number;
  readonly single: number;
  readonly changes: number;
  readonly idle: number;
  readonly busy: number;
}

const SIZES: Readonly<Record<string, Size>> = {
  small: {
    name: 'small',
    users: 10_000,
    devices: 1_000,
    groups: 100,
    single: 50,
    changes: 300,
    idle: 60,
    busy: 60,
  },
  full: {
    name: 'full',
    users: 100_000,
    devices: 10_000,
    groups: 200,
    single: 100,
    changes: 1_000,
    idle: 200,
    busy: 60,
  },
};

const EVEN = 'user.extensionAttribute14 -eq "even"';
const NOBODY = 'user.extensionAttribute14 -eq "nobody"';

const { values } = parseArgs({
  options: {
    size: { type: 'string' },
    check: { type: 'boolean', default: false },
    pages: { type: 'boolean', default: false },
    preview: { type: 'boolean', default: false },
  },
});
const size = SIZES[values.size ?? (values.check ? 'small' : 'full')];
if (size === undefined) {
  console.error('--size is small or full.');
  process.exit(2);
}

const stage = await openStage();
try {
  const measured = values.pages ? measurePages : values.preview ? previewAll : measureAll;
  const faults = await measured(stage, size);
  for (const fault of faults) console.error(`Not held: ${fault}`);
  if (values.check && faults.length > 0) process.exitCode = 1;
} finally {
  await stage.end();
}

/** Answers what does not hold. */
async function measureAll(stage: Stage, size: Size): Promise<readonly string[]> {
  const figures = await run(stage, size);
  const command = `npm run bench -- --size ${size.name}`;
  const section = describe(figures, command);
  console.log(section);
  if (!values.check) writeReport(size.name, section);
  return faultsOf(figures);
}

async function measurePages(stage: Stage, size: Size): Promise<readonly string[]> {
  const figures = await readPagesAlone(stage, size.users);
  const command = `npm run bench -- --pages --size ${size.name}`;
  const section = describePages(size.users, figures, command);
  console.log(section);
  if (!values.check) writeReport(`pages ${size.name}`, section);
  return pageFaultsOf(figures);
}

async function previewAll(stage: Stage, size: Size): Promise<readonly string[]> {
  const figures = await measurePreviews(stage, size.users);
  const command = `npm run bench -- --preview --size ${size.name}`;
  const section = describePreviews(size.users, figures, command);
  console.log(section);
  if (!values.check) writeReport(`previews ${size.name}`, section);
  return previewFaultsOf(figures);
}

async function run(stage: Stage, size: Size): Promise<Figures> {
  const objects = makeObjects(size, new Date());
  const users = objects.filter(({ kind }) => kind === 'user');
  const scene: Scene = { stage, objects, users, rules: [...makeRules(size.groups)], groups: [] };
  say(`importing ${objects.length} objects`);
  const load = await stage.measure(() => loadObjects(stage.worker, stage.stores, objects));
  say(`creating and evaluating ${size.groups} groups`);
  const { creation, evaluation, passes } = await evaluateAll(scene);
  const first = await compare(scene);
  const here = await addGroup(scene, 'Here', nestedEquals(15, 'here'));
  const even = await addGroup(scene, 'Even', nestedEquals(14, 'even'));
  say(`changes; evaluated ${JSON.stringify({ load, creation, evaluation, passes })}`);
  const single = await changeSingly(scene, size.single);
  const unmentionedRequests = await requestsOf(scene, (made) => ({ state: `State ${made}` }));
  const unseenRequests = await requestsOf(scene, (made) => ({ employeeType: `Type ${made}` }));
  const changes = await changeMany(scene, size.changes);
  say(`latency; changed ${JSON.stringify({ single, changes })}`);
  const idle = await latencyOf(scene, here, size.idle);
  const isEven = ({ attributes }: BenchObject) =>
    attributes.onPremisesExtensionAttributes?.extensionAttribute14 === 'even';
  const members = users.filter(isEven).map(({ id }) => id);
  const pages = await readPages(stage.worker, even, members);
  say(`a rule edit; idle ${JSON.stringify(idle)}`);
  const edit = await editRule(scene, even, NOBODY);
  const about = { group: even, full: EVEN, empty: NOBODY };
  const busy = await whileEditing(scene, about, () => latencyOf(scene, here, size.busy));
  const { peakBytes } = await stage.worker.usage();
  say('comparing');
  const last = await compare(scene);
  return {
    size: size.name,
    users: size.users,
    devices: size.devices,
    groups: size.groups,
    memberships: first.memberships,
    load,
    creation,
    evaluation,
    passes,
    single,
    unmentionedRequests,
    unseenRequests,
    changes,
    edit,
    pages,
    idle,
    busy,
    peakBytes,
    differences: first.differences + last.differences,
  };
}

function nestedEquals(number: number, value: string): BenchRule {
  const name = `extensionAttribute${number}`;
  return {
    kind: 'user',
    text: () => `user.${name} -eq "${value}"`,
    sources: null,
    clockOn: null,
    belongs: ({ onPremisesExtensionAttributes }) => onPremisesExtensionAttributes?.[name] === value,
  };
}

/** What is being done, and what was found so far: of a run that takes long, something remains when it is broken off. */
function say(what: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);
}
