/**
 * Moves places apart so that labels at them do not cover each other: at least `gap` between any two, each as near to where
 * it wanted to be as the order allows, all between `least` and `most` where there is room. In the order that was given.
 */
export function spread(places: readonly number[], gap: number, least: number, most: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place || a.index - b.index);
  let below = least - gap;
  for (const item of order) {
    item.place = Math.max(item.place, below + gap);
    below = item.place;
  }
  let above = most + gap;
  for (const item of [...order].reverse()) {
    item.place = Math.min(item.place, above - gap);
    above = item.place;
  }
  const moved: number[] = [];
  for (const { place, index } of order) moved[index] = place;
  return moved;
}
