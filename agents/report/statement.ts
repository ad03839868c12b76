/** One statement, with both of its sides in millionths of what it counts. */
export interface Statement {
  readonly says: string;
  readonly left: bigint;
  readonly right: bigint;
  readonly holds: boolean;
}

/** A statement that holds when both sides are the same. */
export const statement = (says: string, left: bigint, right: bigint): Statement => ({
  ...{ says, left, right },
  holds: left === right,
});
