/* Several threads fill blocks, the calling one hands them on in order. Block i uses slot
 * i % slots of a ring:
 *
 *     FREE --a worker takes block i--> BUSY --filled--> READY --handed on--> FREE, for i + slots
 *
 * so the slowest side sets the pace and memory is bounded by the ring. */
#include "generate_job.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

enum { SLOTS_PER_THREAD = 2 };

typedef enum slot_state { SLOT_FREE, SLOT_BUSY, SLOT_READY, SLOT_FAILED } slot_state;

typedef struct ring_slot {
    cli_block block;
    phony_error error;
    slot_state state;
} ring_slot;

typedef struct block_ring {
    const cli_job *job;
    ring_slot *slots;
    uint64_t slot_count;
    uint64_t blocks;
    uint64_t next; /* the block that the next idle worker takes */
    int stopped;
    pthread_mutex_t mutex; /* guards next, stopped and the slots' states */
    pthread_cond_t freed;
    pthread_cond_t filled;
} block_ring;

/* Waits for a block to fill: its slot, or NULL when there is no more to do. */
static ring_slot *take(block_ring *ring, uint64_t *index)
{
    ring_slot *taken = NULL;
    pthread_mutex_lock(&ring->mutex);
    while (!ring->stopped && ring->next < ring->blocks) {
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

static void *work(void *argument)
{
    block_ring *ring = argument;
    ring_slot *slot;
    uint64_t index;
    while ((slot = take(ring, &index))) {
        phony_status status = cli_block_fill(&slot->block, ring->job, index, &slot->error);
        pthread_mutex_lock(&ring->mutex);
        slot->state = status == PHONY_OK ? SLOT_READY : SLOT_FAILED;
        pthread_cond_signal(&ring->filled);
        pthread_mutex_unlock(&ring->mutex);
    }
    return NULL;
}

/* Only the calling thread handles signals: its writes are what they interrupt. */
static int32_t start(block_ring *ring, pthread_t *threads, int32_t wanted)
{
    sigset_t all, old;
    int32_t started = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    while (started < wanted && pthread_create(&threads[started], NULL, work, ring) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return started;
}

static ring_slot *wait_for(block_ring *ring, uint64_t index)
{
    ring_slot *slot = &ring->slots[index % ring->slot_count];
    pthread_mutex_lock(&ring->mutex);
    while (slot->state != SLOT_READY && slot->state != SLOT_FAILED)
        pthread_cond_wait(&ring->filled, &ring->mutex);
    pthread_mutex_unlock(&ring->mutex);
    return slot;
}

static void release(block_ring *ring, ring_slot *slot, int stop)
{
    pthread_mutex_lock(&ring->mutex);
    slot->state = SLOT_FREE;
    ring->stopped |= stop;
    pthread_cond_broadcast(&ring->freed);
    pthread_mutex_unlock(&ring->mutex);
}

static int hand_on(block_ring *ring, cli_block_sink sink, void *user)
{
    int status = CLI_OK;
    for (uint64_t i = 0; i < ring->blocks && status == CLI_OK; i++) {
        ring_slot *slot = wait_for(ring, i);
        if (slot->state == SLOT_FAILED)
            status = cli_fail(ring->job->name, &slot->error);
        else
            status = sink(user, &slot->block, i * ring->job->block_rows + slot->block.column.rows);
        release(ring, slot, status != CLI_OK);
    }
    return status;
}

static int run(block_ring *ring, pthread_t *threads, int32_t wanted, cli_block_sink sink,
               void *user)
{
    int32_t started = start(ring, threads, wanted);
    if (started == 0)
        return cli_run_serial(ring->job, sink, user);
    int status = hand_on(ring, sink, user);
    for (int32_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return status;
}

int cli_run_parallel(const cli_job *job, int32_t threads, cli_block_sink sink, void *user)
{
    block_ring ring = {.job = job,
                       .slot_count = (uint64_t)threads * SLOTS_PER_THREAD,
                       .blocks = cli_job_blocks(job),
                       .mutex = PTHREAD_MUTEX_INITIALIZER,
                       .freed = PTHREAD_COND_INITIALIZER,
                       .filled = PTHREAD_COND_INITIALIZER};
    pthread_t *handles = calloc((size_t)threads, sizeof *handles);
    int status;
    ring.slots = calloc(ring.slot_count, sizeof *ring.slots);
    if (handles && ring.slots)
        status = run(&ring, handles, threads, sink, user);
    else
        status = cli_error("out of memory");
    for (uint64_t i = 0; ring.slots && i < ring.slot_count; i++)
        cli_block_free(&ring.slots[i].block);
    free(ring.slots);
    free(handles);
    return status;
}
