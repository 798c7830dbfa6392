/** The first of many by an order that changes for one of them at a time. */
export interface IndexHeap {
  /** The first. There must be one. */
  first(): number;
  /** Puts the first where it now belongs, or takes it out. */
  settle(stays: boolean): void;
}

/** A binary heap of indexes. `order` reads the present state of what the indexes stand for; only that of the first may change before it is settled. */
export function indexHeap(indexes: readonly number[], order: (one: number, other: number) => number): IndexHeap {
  const heap = [...indexes];
  const sink = (from: number): void => {
    let parent = from;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heap.length) return;
      if (child + 1 < heap.length && order(heap[child + 1]!, heap[child]!) < 0) child++;
      if (order(heap[parent]!, heap[child]!) <= 0) return;
      [heap[parent], heap[child]] = [heap[child]!, heap[parent]!];
      parent = child;
    }
  };
  for (let place = (heap.length >> 1) - 1; place >= 0; place--) sink(place);
  return {
    first: () => heap[0]!,
    settle(stays) {
      if (!stays) {
        const last = heap.pop()!;
        if (heap.length === 0) return;
        heap[0] = last;
      }
      sink(0);
    },
  };
}
