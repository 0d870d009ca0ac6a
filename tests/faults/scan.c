/* Counts many needles in one pass.  tests/faults/memory.py compiles it and calls it for each chunk that it has read.

   A needle is looked for by its first four bytes: a hash of each four bytes of the chunk asks a set of 65,536 bits
   whether some needle begins so; few places answer yes, and there the needles are compared.  */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct needles {
  uint32_t number;
  const uint8_t *bytes;   /* of all, one behind the other */
  const uint32_t *starts; /* number + 1 places in them */
  uint64_t begins[1024];  /* the set */
};

static uint32_t first_four(const uint8_t *at) {
  uint32_t word;
  memcpy(&word, at, sizeof word);
  return word;
}

static uint32_t hashed(uint32_t word) { return (word * 2654435761u) >> 16; }

/* To be called once, with number, bytes and starts set, and begins zero.  No needle may be shorter than four bytes,
   or begin with four zeros.  */
void prepare(struct needles *needles) {
  for (uint32_t i = 0; i < needles->number; i++) {
    uint32_t hash = hashed(first_four(needles->bytes + needles->starts[i]));
    needles->begins[hash >> 6] |= 1ull << (hash & 63);
  }
}

static void compare(const struct needles *needles, const uint8_t *at, size_t left, uint32_t *found) {
  for (uint32_t i = 0; i < needles->number; i++) {
    const uint8_t *needle = needles->bytes + needles->starts[i];
    size_t length = needles->starts[i + 1] - needles->starts[i];
    found[i] += length <= left && !memcmp(at, needle, length);
  }
}

/* Adds to found[i] how often needle i stands in the chunk; whether anything but zeros stands there.  */
int scan(const struct needles *needles, const uint8_t *chunk, size_t size, uint32_t *found) {
  int something = 0;
  size_t at = 0;
  while (at + 8 <= size) {
    uint64_t eight;
    memcpy(&eight, chunk + at, sizeof eight);
    if (!eight) {
      at += 5; /* no needle begins with four zeros, so none begins here or at the next four places */
      continue;
    }
    something = 1;
    for (int i = 0; i < 5; i++, at++) {
      uint32_t hash = hashed(first_four(chunk + at));
      if (needles->begins[hash >> 6] >> (hash & 63) & 1)
        compare(needles, chunk + at, size - at, found);
    }
  }
  for (; at < size; at++) {
    something |= chunk[at];
    if (at + 4 <= size)
      compare(needles, chunk + at, size - at, found);
  }
  return something != 0;
}
