/** One figure to publish: a channel, or an account in it. */
export interface PublishTarget {
  readonly channel: string;
  readonly account?: string | undefined;
  /** How much of a pool it shares with others is to be its own, beside theirs: a whole number from 1. Default 1. */
  readonly weight?: number | undefined;
}

/** How many figures one set may have. */
export const PUBLISH_TARGETS_MAX = 10_000;

/** The greatest weight of a target. */
export const PUBLISH_WEIGHT_MAX = 1_000_000;

/** @throws TypeError for a set that is too large, names a target twice, or weighs by anything but whole numbers from 1. */
export function checkTargets(targets: readonly PublishTarget[]): void {
  if (targets.length > PUBLISH_TARGETS_MAX) throw new TypeError(`A set has no more than ${PUBLISH_TARGETS_MAX} figures, not ${targets.length}`);
  const seen = new Set<string>();
  for (const { channel, account = '', weight = 1 } of targets) {
    const key = `${channel}\u001f${account}`;
    if (seen.has(key)) throw new TypeError(`A set has one figure for each channel and account: ${channel} ${account} is named twice`);
    seen.add(key);
    if (!Number.isInteger(weight) || weight < 1 || weight > PUBLISH_WEIGHT_MAX) throw new TypeError(`A weight is a whole number from 1 to ${PUBLISH_WEIGHT_MAX}, not ${weight}`);
  }
}
