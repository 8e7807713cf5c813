/** The same story once for every storage call it makes, with something happening at that call. */
import { lookAtDue } from '../../src/membership/clock-timer.ts';
import { sweepGroups, sweepObjects } from '../../src/membership/sweep.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
import { Directory } from './directory.ts';

/** A story about a directory that was set up for it. */
export interface Story {
  readonly directory: Directory;
  /** What happens; it may fail. */
  readonly act: () => Promise<unknown>;
  /** Another thing, which happens whole in the middle of the first. */
  readonly meanwhile?: () => Promise<unknown>;
  /** Throws when something is not as it should be once all work is done. */
  readonly check: () => Promise<unknown>;
}

/** The story with storage failing once at each call, before or after its effect. Answers how many calls there were. */
export async function failingAtEveryCall(
  tell: (directory: Directory) => Promise<Story>,
): Promise<number> {
  const fail = () => {
    throw new StorageError({ operation: 'reach', name: 'storage' }, 'No answer');
  };
  await everyCall(tell, 'before', fail);
  return everyCall(tell, 'after', fail);
}

/** The story with the other thing happening whole before each of its calls. Answers how many calls there were. */
export function meetingAtEveryCall(
  tell: (directory: Directory) => Promise<Story>,
): Promise<number> {
  return everyCall(tell, 'before', (story) => story.meanwhile?.().catch(() => {}));
}

async function everyCall(
  tell: (directory: Directory) => Promise<Story>,
  when: 'before' | 'after',
  happen: (story: Story) => Promise<unknown> | undefined,
): Promise<number> {
  for (let at = 0; ; at++) {
    const directory = new Directory();
    const { hooks } = directory;
    const story = await tell(directory);
    let calls = 0;
    hooks[when] = async () => {
      if (calls++ !== at) return;
      delete hooks[when];
      await happen(story);
    };
    await story.act().catch(() => {});
    const isOver = hooks[when] !== undefined;
    delete hooks[when];
    await settle(directory);
    await story.check().catch((cause: unknown) => {
      throw new Error(`When it happened at call ${at}`, { cause });
    });
    if (isOver) return at;
  }
}

/** Whatever is announced is done, by an instance that knows nothing of what was before. */
export async function settle(directory: Directory): Promise<void> {
  for (let round = 0; round < 3; round++) {
    directory.minutes += 12;
    const instance = directory.instance();
    await sweepGroups(instance);
    await sweepObjects(instance);
    await lookAtDue(instance);
    await directory.work(instance);
  }
}
