// What lives in the module, and is freed once nobody holds it.

const freed = typeof FinalizationRegistry === "function" ?
  new FinalizationRegistry((handle) => handle.close()) : null;

export class Handle {
  constructor(wasm, free, handle, owner) {
    Object.assign(this, { wasm, free, handle });
    freed?.register(owner, this, this);
  }

  close() {
    if (this.handle === 0) return;
    freed?.unregister(this);
    kept.delete(this);
    if (!this.wasm.broken) this.wasm.calls[this.free](this.handle);
    this.handle = 0;
  }
}

// An exchange that nobody finishes, closes or mentions again is freed when memory
// is collected, which no loop waits for. So only so many are kept, but for those
// with a cache: the others are made anew from what they were told, if need be.
const KEPT = 256;
const kept = new Set();

export function keep(handle) {
  kept.add(handle);
  if (kept.size <= KEPT) return;
  const [oldest] = kept;
  oldest.close();
}
