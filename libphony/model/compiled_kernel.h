/* The body of the kernels of compiled_check.c, which includes this once for each width of vectors:
 * KERNEL is the function's name, TARGET what it is compiled for, WIDTH the bytes of a vector. The
 * vectors are the compiler's (gcc, clang), so the same text serves every processor. */
TARGET static void KERNEL(ph_check *check, const void *blocks, size_t count)
{
    typedef uint32_t vector __attribute__((vector_size(WIDTH), may_alias));
    enum { VECTORS = PH_CHECK_BLOCK / WIDTH, WORDS = WIDTH / 4 };
    const uint32_t last_bucket = check->last_bucket, last_text = check->last_text;
    const vector *at = blocks;
    vector lane[VECTORS], tables = {0}, texts = {0}, most = tables + UINT32_C(0x7FFFFFFF);

    memcpy(lane, check->lanes, sizeof lane);
    for (size_t block = 0; block < count; block++, at += VECTORS) {
#pragma GCC unroll 16
        for (int v = 0; v < VECTORS; v++) {
            vector word = at[v];
            /* as `next`: the last bucket of the table. Past 2^31 where no table is so large, which
             * the second part of the test is for */
            vector end = (word >> 5) + (most >> (word & 31));
            lane[v] = (lane[v] ^ lane[v] >> 15) * FACTOR + word;
            tables |= (last_bucket - end) | end;
            texts |= (last_text - (word & 0xFFFF)) | (last_text - (word >> 16));
        }
    }
    memcpy(check->lanes, lane, sizeof lane);
    for (int i = 0; i < WORDS; i += 4) { /* threshold, next[0], next[1], token[0] and [1] */
        check->tables |= tables[i + 1] | tables[i + 2];
        check->texts |= texts[i + 3];
    }
}
#undef KERNEL
#undef TARGET
#undef WIDTH
