#include "base/json_memory.h"

#include <stdint.h>
#include <string.h>

#include "base/alloc.h"

enum {
    BUFFER_SIZE = 2048,  /* what a buffer of yajl starts with; nothing else is as large */
    STACK_STEP = 128,    /* what its stack grows by */
    STRUCTS_SIZE = 2048, /* its structs and an error's text take about 500 bytes */
    ALIGNMENT = 16
};

static size_t round_up(size_t size, size_t unit)
{
    return (size + unit - 1) / unit * unit;
}

static void *take_small(ph_json_memory *memory, size_t size)
{
    char *block = memory->small + memory->small_used;

    size = round_up(size, ALIGNMENT);
    if (size > memory->small_size - memory->small_used)
        return NULL; /* a yajl that asks for more than 2.1's: it will crash, not write past */
    memory->small_used += size;
    return block;
}

/* The spare takes the buffer's place, with its content. */
static void *use_spare(ph_json_memory *memory, int i, size_t size)
{
    ph_json_block old = memory->buffers[i];

    if (size > memory->spares[i].capacity)
        return NULL;
    memory->buffers[i] = memory->spares[i];
    memory->spares[i] = (ph_json_block){NULL, 0};
    if (old.data)
        memcpy(memory->buffers[i].data, old.data, old.capacity);
    ph_free(old.data);
    return memory->buffers[i].data;
}

static void *on_malloc(void *user, size_t size)
{
    ph_json_memory *memory = user;

    if (size < BUFFER_SIZE)
        return take_small(memory, size);
    return use_spare(memory, memory->buffers[0].data ? 1 : 0, size);
}

/* The stack is what begins as a NULL; it gets its final size at once. */
static void *on_realloc(void *user, void *block, size_t size)
{
    ph_json_memory *memory = user;

    if (!block)
        return take_small(memory, memory->stack_size);
    for (int i = 0; i < 2; i++) {
        if (block == memory->buffers[i].data)
            return size <= memory->buffers[i].capacity ? block : use_spare(memory, i, size);
    }
    if (size > memory->stack_size)
        return NULL;
    return block;
}

/* All is freed at once at the end. */
static void on_free(void *user, void *block)
{
    (void)user;
    (void)block;
}

yajl_alloc_funcs ph_json_memory_funcs(ph_json_memory *memory)
{
    return (yajl_alloc_funcs){on_malloc, on_realloc, on_free, memory};
}

int ph_json_memory_init(ph_json_memory *memory, size_t max_depth)
{
    *memory = (ph_json_memory){0};
    if (max_depth > SIZE_MAX - STRUCTS_SIZE - 3 * (size_t)STACK_STEP)
        return -1;
    memory->stack_size = round_up(max_depth + 2, STACK_STEP) + STACK_STEP;
    memory->small_size = STRUCTS_SIZE + memory->stack_size;
    memory->small = ph_malloc(memory->small_size);
    return memory->small ? 0 : -1;
}

void ph_json_memory_fini(ph_json_memory *memory)
{
    for (int i = 0; i < 2; i++) {
        ph_free(memory->buffers[i].data);
        ph_free(memory->spares[i].data);
    }
    ph_free(memory->small);
    *memory = (ph_json_memory){0};
}

int ph_json_memory_reserve(ph_json_memory *memory, size_t length)
{
    size_t need = BUFFER_SIZE;

    while (need <= length) {
        if (need > SIZE_MAX / 2)
            return -1;
        need *= 2;
    }
    for (int i = 0; i < 2; i++) {
        ph_json_block *spare = &memory->spares[i];
        if (memory->buffers[i].capacity >= need || spare->capacity >= need)
            continue;
        ph_free(spare->data);
        spare->data = ph_malloc(need);
        spare->capacity = spare->data ? need : 0;
        if (!spare->data)
            return -1;
    }
    return 0;
}
