<?php

// Learns a model, of a file or of values out of PHP.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI\CData;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\TrainingOptions;
use TypeError;

/** @internal */
final class Trainer
{
    private Handle $trainer;

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
        $learn = fn (?CData $progress) => $this->library->check(
            'phony_trainer_add_input',
            $this->trainer->pointer(),
            $input->pointer(),
            $progress,
            null
        );
        if ($this->options->progress === null) {
            $learn(null);
        } else {
            Progress::during($this->library, $this->options->progress, $learn);
        }
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
