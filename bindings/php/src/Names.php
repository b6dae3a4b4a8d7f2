<?php

// Names of persons. The parts of one row belong to one person.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Phonycloud\Phony\Internal\Stream;

final class Names extends Values
{
    private ?Stream $first = null;
    private ?Stream $last = null;

    public function full(): string
    {
        return $this->stream->next();
    }

    public function first(): string
    {
        return ($this->first ??= $this->part('person.first'))->next();
    }

    public function last(): string
    {
        return ($this->last ??= $this->part('person.last'))->next();
    }

    private function part(string $name): Stream
    {
        return $this->source->stream($this->stream->recipe->named($name));
    }
}
