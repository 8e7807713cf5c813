/** Whether the sample directory is to be imported, and remembering how far that came. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiClient } from './api-client.ts';
import { importGroups, importObjects } from './import-sample.ts';
import { readSample } from './sample-lines.ts';
import type { Screen } from './screen.ts';

export interface SampleImportOptions {
  readonly api: ApiClient;
  readonly root: string;
  readonly dataFolder: string;
  readonly screen: Screen;
}

/** The storage emulator writes to disk every five seconds: only then is what was imported safe. */
const SAFE_AFTER = 10_000;

/** True on a store without users and groups, and when an import was begun and not finished. */
export async function needsSample(api: ApiClient, dataFolder: string): Promise<boolean> {
  if (existsSync(unfinishedFile(dataFolder))) return true;
  const first = await Promise.all([
    api.page('/v1.0/groups?$top=1'),
    api.page('/v1.0/users?$top=1'),
  ]);
  return first.every(({ items }) => items.length === 0);
}

/** An import that can be resumed: `objects`, then `groups`; `finish` when the store is closed. */
export class SampleImport {
  readonly #options: SampleImportOptions;
  #timer: NodeJS.Timeout | undefined;
  #isImported = false;

  constructor(options: SampleImportOptions) {
    this.#options = options;
  }

  /** Users and devices. */
  async objects(): Promise<void> {
    const { api, root, dataFolder, screen } = this.#options;
    const sample = readSample(root);
    writeFileSync(unfinishedFile(dataFolder), 'An import of the sample directory was begun.\n');
    const began = performance.now();
    screen.line(
      `Importing the sample directory: ${count(sample.users)} users, ${count(sample.devices)} devices, ${count(sample.groups)} groups …`,
    );
    await importObjects(api, sample);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    screen.line(`Users and devices are imported (${seconds} s). The groups:`);
  }

  async groups(): Promise<void> {
    const { api, root } = this.#options;
    await importGroups(api, readSample(root));
    this.#isImported = true;
    this.#timer = setTimeout(() => this.#mark(), SAFE_AFTER);
    this.#timer.unref();
  }

  /** To be called after the store has saved. */
  finish(): void {
    clearTimeout(this.#timer);
    if (this.#isImported) this.#mark();
  }

  #mark(): void {
    const { dataFolder } = this.#options;
    writeFileSync(join(dataFolder, 'sample-imported'), `${new Date().toISOString()}\n`);
    rmSync(unfinishedFile(dataFolder), { force: true });
  }
}

function unfinishedFile(dataFolder: string): string {
  return join(dataFolder, 'sample-import-unfinished');
}

function count(lines: readonly unknown[]): string {
  return lines.length.toLocaleString('en-US');
}
