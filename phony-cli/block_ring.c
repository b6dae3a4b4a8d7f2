/* Several threads fill blocks, the calling one takes them over in order. Block i uses slot
 * i % slots of a ring:
 *
 *     FREE --a worker takes block i--> BUSY --filled--> READY --taken over--> FREE, for i + slots
 *
 * so the slowest side sets the pace and memory is bounded by the ring. */
#include "block_ring.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

enum { SLOTS_PER_THREAD = 2 };

typedef enum slot_state { SLOT_FREE, SLOT_BUSY, SLOT_READY } slot_state;

typedef struct ring_slot {
    void *content;
    phony_error error;
    phony_status status;
    slot_state state;
} ring_slot;

typedef struct ring_worker {
    cli_ring *ring;
    pthread_t thread;
    int32_t number;
} ring_worker;

struct cli_ring {
    cli_ring_work work;
    ring_slot *slots;
    ring_worker *workers;
    int32_t started; /* workers; 0: the calling thread fills */
    uint64_t slot_count;
    uint64_t next;  /* the block that the next idle worker takes */
    uint64_t taken; /* the block that is taken over next */
    ring_slot *out; /* what the caller holds */
    int stopped;
    pthread_mutex_t mutex; /* guards next, stopped and the slots' states */
    pthread_cond_t freed;
    pthread_cond_t filled;
};

/* Waits for a block to fill: its slot, or NULL when there is no more to do. */
static ring_slot *take(cli_ring *ring, uint64_t *index)
{
    ring_slot *taken = NULL;
    pthread_mutex_lock(&ring->mutex);
    while (!ring->stopped && ring->next < ring->work.blocks) {
        ring_slot *candidate = &ring->slots[ring->next % ring->slot_count];
        if (candidate->state == SLOT_FREE) {
            taken = candidate;
            taken->state = SLOT_BUSY;
            *index = ring->next++;
            break;
        }
        pthread_cond_wait(&ring->freed, &ring->mutex);
    }
    pthread_mutex_unlock(&ring->mutex);
    return taken;
}

static void fill(const cli_ring *ring, int32_t worker, ring_slot *slot, uint64_t index)
{
    slot->status = ring->work.fill(ring->work.job, worker, slot->content, index, &slot->error);
}

static void *work(void *argument)
{
    const ring_worker *worker = argument;
    cli_ring *ring = worker->ring;
    ring_slot *slot;
    uint64_t index;
    while ((slot = take(ring, &index))) {
        fill(ring, worker->number, slot, index);
        pthread_mutex_lock(&ring->mutex);
        slot->state = SLOT_READY;
        pthread_cond_signal(&ring->filled);
        pthread_mutex_unlock(&ring->mutex);
    }
    return NULL;
}

/* Only the calling thread handles signals: its writes are what they interrupt. */
static void start_workers(cli_ring *ring)
{
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    for (; ring->started < ring->work.threads; ring->started++) {
        ring_worker *worker = &ring->workers[ring->started];
        worker->ring = ring;
        worker->number = ring->started;
        if (pthread_create(&worker->thread, NULL, work, worker) != 0)
            break;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static int make_slots(cli_ring *ring)
{
    ring->slots = calloc(ring->slot_count, sizeof *ring->slots);
    ring->workers = calloc((size_t)ring->work.threads, sizeof *ring->workers);
    if (!ring->slots || !ring->workers)
        return -1;
    for (uint64_t i = 0; i < ring->slot_count; i++)
        if (!(ring->slots[i].content = calloc(1, ring->work.slot_size)))
            return -1;
    return 0;
}

cli_ring *cli_ring_start(const cli_ring_work *work)
{
    cli_ring *ring = calloc(1, sizeof *ring);
    int is_parallel = work->threads > 1 && work->blocks > 1;
    if (!ring)
        return NULL;
    ring->work = *work;
    ring->slot_count = is_parallel ? (uint64_t)work->threads * SLOTS_PER_THREAD : 1;
    pthread_mutex_init(&ring->mutex, NULL);
    pthread_cond_init(&ring->freed, NULL);
    pthread_cond_init(&ring->filled, NULL);
    if (make_slots(ring) != 0) {
        cli_ring_stop(ring);
        return NULL;
    }
    if (is_parallel)
        start_workers(ring);
    return ring;
}

static void release(cli_ring *ring)
{
    if (!ring->out)
        return;
    pthread_mutex_lock(&ring->mutex);
    ring->out->state = SLOT_FREE;
    pthread_cond_broadcast(&ring->freed);
    pthread_mutex_unlock(&ring->mutex);
    ring->out = NULL;
}

static void wait_for(cli_ring *ring, const ring_slot *slot)
{
    pthread_mutex_lock(&ring->mutex);
    while (slot->state != SLOT_READY)
        pthread_cond_wait(&ring->filled, &ring->mutex);
    pthread_mutex_unlock(&ring->mutex);
}

phony_status cli_ring_next(cli_ring *ring, void **slot, phony_error *error)
{
    uint64_t index = ring->taken;
    release(ring);
    *slot = NULL;
    if (index == ring->work.blocks)
        return PHONY_OK;
    ring->out = &ring->slots[index % ring->slot_count];
    if (ring->started > 0)
        wait_for(ring, ring->out);
    else
        fill(ring, 0, ring->out, index);
    if (ring->out->status != PHONY_OK) {
        *error = ring->out->error;
        return ring->out->status;
    }
    ring->taken++;
    *slot = ring->out->content;
    return PHONY_OK;
}

static void join_workers(cli_ring *ring)
{
    pthread_mutex_lock(&ring->mutex);
    ring->stopped = 1;
    pthread_cond_broadcast(&ring->freed);
    pthread_mutex_unlock(&ring->mutex);
    for (int32_t i = 0; i < ring->started; i++)
        pthread_join(ring->workers[i].thread, NULL);
}

void cli_ring_stop(cli_ring *ring)
{
    if (!ring)
        return;
    join_workers(ring);
    for (uint64_t i = 0; ring->slots && i < ring->slot_count; i++) {
        if (ring->slots[i].content)
            ring->work.clear(ring->slots[i].content);
        free(ring->slots[i].content);
    }
    pthread_cond_destroy(&ring->filled);
    pthread_cond_destroy(&ring->freed);
    pthread_mutex_destroy(&ring->mutex);
    free(ring->workers);
    free(ring->slots);
    free(ring);
}
