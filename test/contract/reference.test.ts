import { describe, expect, it } from 'vitest';
import { readObjectId, readObjectIds, readReference } from '../../src/contract/reference.ts';

const ID = '2a9c0000-1111-4222-8333-444444444444';

describe('a reference', () => {
  it.each([
    `https://graph.microsoft.com/v1.0/directoryObjects/${ID}`,
    `http://localhost:7071/beta/users/${ID.toUpperCase()}`,
    `/v1.0/Groups('${ID}')`,
    `devices/${ID}`,
    `https://x/v1.0/directoryObjects%28'${ID}'%29`,
    `https://x/v1.0/directoryObjects/${ID}?x=1`,
    `https://graph.microsoft.com/v2/${ID}/directoryObjects/${ID}/Microsoft.DirectoryServices.User`,
  ])('names the object: %s', (text) => {
    expect(readObjectId(text)).toBe(ID);
  });

  it('may name a user by name', () => {
    const text = "https://x/v1.0/users('o''brien@contoso.com')";
    expect(readReference(text)).toEqual({ collection: 'users', key: "o'brien@contoso.com" });
  });

  it.each([undefined, null, 5, {}, '', ID, `teams/${ID}`, 'users/x', 'users/%zz'])(
    'refuses %j',
    (value) => {
      expect(() => readObjectId(value)).toThrow(expect.objectContaining({ status: 400 }));
    },
  );
});

describe('a list of references', () => {
  it('has a limit and names nobody twice', () => {
    const one = `users/${ID}`;
    const other = `users/${ID.replace('2a', '3b')}`;
    expect(readObjectIds([one, other], 2)).toHaveLength(2);
    expect(() => readObjectIds([one, other], 1)).toThrow('At most 1');
    expect(() => readObjectIds([one, one.toUpperCase()], 2)).toThrow('duplicate values');
    expect(() => readObjectIds(one, 2)).toThrow('Invalid reference');
  });
});
