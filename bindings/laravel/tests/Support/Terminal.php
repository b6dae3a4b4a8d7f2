<?php

// An output with a standard error of its own, both kept as text.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests\Support;

use Symfony\Component\Console\Output\BufferedOutput;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\ConsoleSectionOutput;
use Symfony\Component\Console\Output\OutputInterface;

final class Terminal extends BufferedOutput implements ConsoleOutputInterface
{
    private OutputInterface $errors;

    public function __construct(int $verbosity)
    {
        parent::__construct($verbosity);
        $this->errors = new BufferedOutput($verbosity);
    }

    public function getErrorOutput(): OutputInterface
    {
        return $this->errors;
    }

    public function setErrorOutput(OutputInterface $error): void
    {
        $this->errors = $error;
    }

    public function section(): ConsoleSectionOutput
    {
        throw new \LogicException('nothing here writes sections');
    }

    public function fetchErrors(): string
    {
        return $this->errors instanceof BufferedOutput ? $this->errors->fetch() : '';
    }
}
