/** Microseconds that this process worked: others on the machine make it wait, but not work. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
