<?php

// Values of a model, of a built-in generator, or of a template.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Sources;

use Phonycloud\Phony\Source;
use Phonycloud\Phony\Values;

final class ValueSource implements RowSource
{
    private function __construct(private readonly Values $values, private readonly Request $request)
    {
    }

    public static function named(string $name, Request $request): self
    {
        return new self(self::source($request)->model($name), $request);
    }

    public static function template(string $text, Request $request): self
    {
        return new self(self::source($request)->template($text), $request);
    }

    /** Makes one value, so that what is wrong is said before anything is written. */
    public function assertPossible(): void
    {
        $this->values->at($this->request->first);
    }

    public function rows(): iterable
    {
        $this->values->batch($this->request->first);
        foreach ($this->values->batch($this->request->count) as $value) {
            yield ['value' => $value];
        }
    }

    private static function source(Request $request): Source
    {
        return $request->unique ? $request->phony->unique(null, $request->all) : $request->phony;
    }
}
