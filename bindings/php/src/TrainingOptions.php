<?php

// How a model is learned. What is not given is as the library has it.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Closure;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Internal\Check;

final class TrainingOptions
{
    private const MODES = ['char' => 0, 'word' => 1, 'hybrid' => 2];
    private const WEIGHTINGS = ['count' => 1, 'sqrt' => 2, 'log' => 3, 'once' => 4];
    private const CASES = ['keep' => 0, 'lower' => 1, 'upper' => 2, 'title' => 3];
    private const FORMATS = ['auto' => 0, 'text' => 1, 'csv' => 2, 'json' => 3, 'ndjson' => 4];

    /**
     * @param int     $order            n, 1 to 8; 0: 5, for words 3
     * @param string  $mode             how values are cut: "char", "word" or "hybrid"
     * @param string  $weighting        what weights become: "once", "log", "sqrt" or "count"
     * @param string  $case             "keep", "lower", "upper" or "title"
     * @param bool    $lettersOnly      learn only values of letters and spaces
     * @param bool    $noSymbols        learn only values without symbols
     * @param int     $threads          of files; the result does not depend on it
     * @param bool    $excludeOriginals never give a value that the model was trained on
     * @param int     $minCount         leave out longer n-grams that are counted less often
     * @param int     $minLength        skip values of fewer characters
     * @param int     $wordMinCount     hybrid: words in at least so many values are tokens
     * @param ?string $vocabulary       word, hybrid: a file of whole tokens, or a model
     * @param ?string $sentences        cut values into sentences after these characters: ".!?"
     * @param ?string $salt             of the originals' hashes
     * @param int     $minSupport       keep only n-grams that so many different values hold
     * @param float   $epsilon          above 0: differential privacy for every single value
     * @param float   $delta            of it; 0: 1e-6
     * @param int     $maxTokens        with epsilon: skip values of more tokens; 0: 32
     * @param int     $created          recorded in the model, seconds since 1970; 0: nothing is
     * @param ?string $name             recorded in the model, as are locale, source and license
     * @param string  $format           of a file: "auto", "text", "csv", "json" or "ndjson"
     * @param ?string $column           of a CSV file or of JSON objects
     * @param ?string $weightColumn     likewise
     * @param bool    $weighted         values that are not a file: keys are values, values are weights
     * @param ?Closure(int, int): mixed $progress of files: position and size; false ends the training,
     *                                  an exception comes out of train(); exit() is not possible in it
     */
    public function __construct(
        public readonly int $order = 0,
        public readonly string $mode = 'char',
        public readonly string $weighting = 'once',
        public readonly string $case = 'keep',
        public readonly bool $lettersOnly = false,
        public readonly bool $noSymbols = false,
        public readonly int $threads = 1,
        public readonly bool $excludeOriginals = false,
        public readonly int $minCount = 0,
        public readonly int $minLength = 0,
        public readonly int $wordMinCount = 0,
        public readonly ?string $vocabulary = null,
        public readonly ?string $sentences = null,
        public readonly ?string $salt = null,
        public readonly int $minSupport = 0,
        public readonly float $epsilon = 0.0,
        public readonly float $delta = 0.0,
        public readonly int $maxTokens = 0,
        public readonly int $created = 0,
        public readonly ?string $name = null,
        public readonly ?string $locale = null,
        public readonly ?string $source = null,
        public readonly ?string $license = null,
        public readonly string $format = 'auto',
        public readonly ?string $column = null,
        public readonly ?string $weightColumn = null,
        public readonly bool $weighted = false,
        public readonly ?Closure $progress = null
    ) {
    }

    /**
     * Of named arguments, or of one object.
     *
     * @param array<int|string, mixed> $options
     */
    public static function of(array $options): self
    {
        $only = $options[0] ?? null;
        if ($only instanceof self && count($options) === 1) {
            return $only;
        }
        foreach (array_keys($options) as $name) {
            is_string($name) && property_exists(self::class, $name) || throw new ArgumentException(
                "train() has no option '$name'; there are: " . implode(', ', array_keys(get_class_vars(self::class)))
            );
        }
        return new self(...$options); // @phpstan-ignore-line (PHP checks the types)
    }

    /**
     * @internal
     * @return array<string, int|float|string|bool|null> members of phony_train_options
     */
    public function members(): array
    {
        return [
            'order' => self::small($this->order, 'order'),
            'mode' => self::number(self::MODES, $this->mode, 'mode'),
            'weighting' => self::number(self::WEIGHTINGS, $this->weighting, 'weighting'),
            'letter_case' => self::number(self::CASES, $this->case, 'case'),
            'filters' => ($this->lettersOnly ? 1 : 0) + ($this->noSymbols ? 2 : 0),
            'threads' => self::small($this->threads, 'threads'),
            'exclude_originals' => $this->excludeOriginals,
            'min_count' => Check::count($this->minCount, 'minCount'),
            'min_length' => Check::count($this->minLength, 'minLength'),
            'word_min_count' => Check::count($this->wordMinCount, 'wordMinCount'),
            'vocabulary' => $this->vocabulary,
            'sentences' => $this->sentences,
            'salt' => $this->salt,
            'min_support' => Check::count($this->minSupport, 'minSupport'),
            'epsilon' => $this->epsilon,
            'delta' => $this->delta,
            'max_tokens' => Check::count($this->maxTokens, 'maxTokens'),
            'timestamp' => $this->created,
            'name' => $this->name,
            'locale' => $this->locale,
            'source' => $this->source,
            'license' => $this->license,
        ];
    }

    /**
     * @internal
     * @return array<string, int|string|null> members of phony_input_options
     */
    public function inputMembers(): array
    {
        return [
            'format' => self::number(self::FORMATS, $this->format, 'format'),
            'column' => $this->column,
            'weight_column' => $this->weightColumn,
        ];
    }

    /** A member of 32 bits: what does not fit would be cut. */
    private static function small(int $value, string $name): int
    {
        return $value >= 0 && $value < 1 << 31 ? $value : throw new ArgumentException("$name: $value");
    }

    /** @param array<string, int> $numbers */
    private static function number(array $numbers, string $value, string $name): int
    {
        return $numbers[$value] ?? throw new ArgumentException(
            "$name: '$value' is none of " . implode(', ', array_keys($numbers))
        );
    }
}
