<?php

// Learns a model, of a file or of values out of PHP.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Closure;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Exception\CancelledException;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\TrainingOptions;
use Throwable;
use TypeError;

/** @internal */
final class Trainer
{
    private Handle $trainer;
    private ?Throwable $thrown = null;

    public function __construct(private Library $library, private TrainingOptions $options)
    {
        $struct = new Struct($library, 'phony_train_options', $options->members());
        $this->trainer = $library->create('phony_trainer', 'phony_trainer_new', [$struct->address()]);
    }

    /** @param string|iterable<mixed> $values a path, or values */
    public function train(string|iterable $values): Model
    {
        if (is_string($values)) {
            $this->addFile($values);
        } else {
            $this->addValues($values);
        }
        $trainer = $this->trainer->pointer();
        return new Model($this->library->create('phony_model', 'phony_trainer_finish', [$trainer]));
    }

    private function addFile(string $path): void
    {
        $options = new Struct($this->library, 'phony_input_options', $this->options->inputMembers());
        $arguments = [Check::text($path, 'path'), $options->address()];
        $input = $this->library->create('phony_input', 'phony_input_open', $arguments);
        $progress = $this->options->progress === null ? null : $this->watched($this->options->progress);
        try {
            $this->library->check(
                'phony_trainer_add_input',
                $this->trainer->pointer(),
                $input->pointer(),
                $progress,
                null
            );
        } catch (CancelledException $cancelled) {
            throw $this->thrown ?? $cancelled;
        }
    }

    /**
     * For C: 0 goes on, 1 ends. An exception must not pass through C, so it waits here.
     *
     * @return Closure(mixed, int, int): int
     */
    private function watched(Closure $progress): Closure
    {
        return function (mixed $user, int $position, int $size) use ($progress): int {
            try {
                return $progress($position, $size) === false ? 1 : 0;
            } catch (Throwable $thrown) {
                $this->thrown = $thrown;
                return 1;
            }
        };
    }

    /** @param iterable<mixed> $values */
    private function addValues(iterable $values): void
    {
        foreach ($values as $key => $value) {
            [$text, $weight] = $this->options->weighted ? [$key, $value] : [$value, 1];
            if (!is_string($text) && !is_int($text) && !$text instanceof \Stringable) {
                throw new TypeError('a model learns strings, not ' . get_debug_type($text));
            }
            if (!is_int($weight) || $weight < 0) {
                throw new ArgumentException('a weight is a whole number from 0');
            }
            $text = (string) $text;
            $this->library->check('phony_trainer_add', $this->trainer->pointer(), $text, strlen($text), $weight);
        }
    }
}
