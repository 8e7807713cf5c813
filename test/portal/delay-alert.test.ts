/** The alert above All groups after a day in which nothing could be processed: raised and ended by the real timer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { startPortal, type TestPortal } from './support/portal.ts';

const ALERT = 'Dynamic group memberships have not been updated due to system delays';

function hoursLater(hours: number): void {
  process.env.MUSTER_CLOCK_OFFSET_MINUTES = String(hours * 60);
}

describeInBrowser('All groups, a day late', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await startPortal();
  });

  afterAll(async () => {
    hoursLater(0);
    await portal?.stop();
  });

  test('says so while nothing could be processed for 24 hours, and no longer', async () => {
    const { app } = portal;
    const group = await app.group('user.department -eq "Sales"');
    await app.host.idle();
    await app.host.pauseQueue('membershipChanges');
    await app.user({ department: 'Sales' });
    hoursLater(25);
    await app.host.fire('checkDelay');
    const late = await portal.open('/groups');
    await late.page.getByText(ALERT).waitFor();
    await late.close();
    app.host.resumeQueue('membershipChanges');
    await until(
      () => app.members(group),
      (members) => members.length === 1,
    );
    await app.host.idle();
    await app.host.fire('checkDelay');
    const inTime = await portal.open('/groups');
    await inTime.page.getByText('Nothing is late').waitFor();
    expect(await inTime.page.getByText(ALERT).count()).toBe(0);
    await inTime.close();
  });
});
