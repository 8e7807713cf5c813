import type { BackupFiles } from '../../src/backup/back-up.ts';

/** The files of a backup in memory, by name. */
export function memoryFiles(files = new Map<string, string>()): BackupFiles {
  return {
    write: async (name, lines) => {
      if (files.has(name)) throw new Error(`${name} is there already.`);
      const text: string[] = [];
      for await (const line of lines) text.push(`${line}\n`);
      files.set(name, text.join(''));
    },
    read: async function* (name) {
      const text = files.get(name);
      if (text === undefined) throw Object.assign(new Error('no'), { code: 'ENOENT' });
      const bytes = new TextEncoder().encode(text);
      // Small pieces, so that lines and characters lie across them.
      for (let at = 0; at < bytes.length; at += 999) yield bytes.subarray(at, at + 999);
    },
  };
}
