/* What others in this room may know of a trainer. */
#ifndef PH_TRAINER_H
#define PH_TRAINER_H

#include "train/worker.h"

/* Its workers: as many as worker->options->threads. */
ph_worker *ph_trainer_workers(phony_trainer *trainer);
#endif
