// Memory. libc's allocator is 4 kB of each module, compressed, for threads,
// pages that are given back and blocks that grow together: nothing of it is of
// use here.
//
// Blocks have one of a few sizes, four to each doubling. One that is freed
// waits for the next of its size; new ones are cut off the end of memory.

#include <cstddef>
#include <cstdint>
#include <new>

extern "C" char __heap_base;

namespace {

// In front of each block, which is at a multiple of 16 then.
struct Header {
  uint32_t kind;
  uint32_t unused;
};

struct Free {
  Free* next;
};

constexpr uint32_t kPage = 64 * 1024;
constexpr uint32_t kLargest = 1u << 30;

Free* waiting[128];
uintptr_t end_of_blocks = 0;
uintptr_t end_of_memory = 0;

struct Kind {
  uint32_t number;
  uint32_t size;
};

// Of the blocks for `size` bytes, which include the header.
Kind KindOf(uint32_t size) {
  if (size <= 128) {
    const uint32_t number = (size + 15) / 16;
    return {number, number * 16};
  }
  const uint32_t log = 31 - static_cast<uint32_t>(__builtin_clz(size - 1));
  const uint32_t quarter = (size - 1) >> (log - 2);  // 4 to 7
  return {log * 4 + quarter - 23, (quarter + 1) << (log - 2)};
}

// The reverse: of a kind's blocks, the header with them.
uint32_t SizeOf(uint32_t kind) {
  if (kind <= 8) return kind * 16;
  const uint32_t log = (kind + 19) / 4;
  return (kind + 23 - log * 4 + 1) << (log - 2);
}

Header* CutOff(uint32_t size) {
  if (end_of_blocks == 0) {
    end_of_memory = __builtin_wasm_memory_size(0) * kPage;
    // So that what follows the header is at a multiple of 16.
    end_of_blocks =
        ((reinterpret_cast<uintptr_t>(&__heap_base) + 15) & ~uintptr_t{15}) + 8;
  }
  if (end_of_memory - end_of_blocks < size) {
    const uint32_t lacking = size - (end_of_memory - end_of_blocks);
    const uint32_t pages = (lacking + kPage - 1) / kPage;
    if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) __builtin_trap();
    end_of_memory += pages * kPage;
  }
  Header* const header = reinterpret_cast<Header*>(end_of_blocks);
  end_of_blocks += size;
  return header;
}

}  // namespace

extern "C" {

// Never NULL: where there is no memory left, it traps.
void* malloc(size_t size) {
  if (size > kLargest) __builtin_trap();
  const Kind kind = KindOf(size + sizeof(Header));
  Free*& first = waiting[kind.number];
  if (first != nullptr) {
    void* const block = first;
    first = first->next;
    return block;
  }
  Header* const header = CutOff(kind.size);
  header->kind = kind.number;
  return header + 1;
}

void free(void* block) {
  if (block == nullptr) return;
  Free*& first = waiting[(static_cast<Header*>(block) - 1)->kind];
  first = new (block) Free{first};
}

void* realloc(void* block, size_t size) {
  if (block == nullptr) return malloc(size);
  const uint32_t kind = (static_cast<Header*>(block) - 1)->kind;
  // Of the same size it stays where it is.
  if (size <= kLargest && KindOf(size + sizeof(Header)).number == kind) {
    return block;
  }
  void* const moved = malloc(size);
  const size_t room = SizeOf(kind) - sizeof(Header);
  __builtin_memcpy(moved, block, size < room ? size : room);
  free(block);
  return moved;
}

// For libc's list of what is to be done at an end that never comes.
void* calloc(size_t count, size_t size) {
  return __builtin_memset(malloc(count * size), 0, count * size);
}

// libc++ mentions them; nothing here is aligned to more than 16 bytes.
void* aligned_alloc(size_t, size_t) { __builtin_trap(); }
int posix_memalign(void**, size_t, size_t) { __builtin_trap(); }
}
