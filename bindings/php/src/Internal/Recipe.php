<?php

// What is asked for: a name, a template or a model, and what its values must be like.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\Values;
use WeakReference;

/** @internal */
final class Recipe
{
    /** By name, as unique() takes them: PHONY_UNIQUE_... */
    public const UNIQUE = ['numbered' => 1, 'named' => 2, 'strict' => 3, 'usual' => 4];
    public const MALE = 1;
    public const FEMALE = 2;
    public const USUAL_ROWS = 1_000_000;

    /** @var string the same for recipes that give the same values */
    public readonly string $key;

    /**
     * @param string                       $kind     "name", "template" or "model"
     * @param array<string, int|string>    $options  members of phony_generator_options
     * @param array<string, string|Values> $bindings of a template
     * @param ?Handle                      $model    for kind "model"
     * @param ?WeakReference<Model>        $owner    whose handle it is: values must not keep it in memory
     */
    public function __construct(
        public readonly string $kind,
        public readonly string $text,
        public readonly array $options = [],
        public readonly int $gender = 0,
        public readonly array $bindings = [],
        public readonly ?Handle $model = null,
        public readonly ?WeakReference $owner = null
    ) {
        Check::text($text, $kind);
        $this->key = $this->written();
    }

    /** @param array<string, int|string> $options */
    public function with(array $options): self
    {
        return $this->changed($options + $this->options, $this->gender);
    }

    public function of(int $gender): self
    {
        return $this->changed($this->options, $gender);
    }

    /** @param array<string, int|string> $options */
    public static function ofModel(Model $model, array $options): self
    {
        return new self('model', '', $options, 0, [], $model->handle(), WeakReference::create($model));
    }

    /** Whether name and options alone say what it is. */
    public function isPlain(): bool
    {
        return $this->bindings === [] && $this->model === null;
    }

    /** The same of another name. */
    public function named(string $name): self
    {
        return new self('name', $name, $this->options, $this->gender);
    }

    /**
     * Unique rows as options.
     *
     * @return array<string, int>
     */
    public static function unique(?string $mode, ?int $rows): array
    {
        $number = self::UNIQUE[$mode ?? 'usual'] ?? throw new ArgumentException(
            "unique() takes 'numbered', 'named' or 'strict', not '$mode'"
        );
        return ['unique' => $number] + self::rows($rows);
    }

    /** @return array<string, int> */
    public static function rows(?int $rows): array
    {
        if ($rows !== null && $rows < 1) {
            throw new ArgumentException("rows must be 1 or more ($rows)");
        }
        return $rows === null ? [] : ['rows' => $rows];
    }

    /** How many rows there are; null: as many as there are numbers. */
    public function limit(): ?int
    {
        $limited = isset($this->options['unique']) || isset($this->options['sorted']);
        return $limited ? (int) ($this->options['rows'] ?? self::USUAL_ROWS) : null;
    }

    /** @return array<string, int|string> members of phony_generator_options; empty where nothing is asked for */
    public function members(): array
    {
        $limit = $this->limit();
        return $limit === null ? $this->options : ['rows' => $limit] + $this->options;
    }

    /** @param array<string, int|string> $options */
    private function changed(array $options, int $gender): self
    {
        return new self($this->kind, $this->text, $options, $gender, $this->bindings, $this->model, $this->owner);
    }

    private function written(): string
    {
        $key = "$this->kind:$this->text";
        if ($this->options || $this->gender || $this->bindings || $this->model) {
            $bindings = array_map(fn ($value) => is_string($value) ? $value : [$value->identity()], $this->bindings);
            $model = $this->model === null ? '' : spl_object_id($this->model);
            // What is usual is the same whether it is said or not.
            $members = $this->members();
            ksort($members);
            $key .= "\0" . serialize([$members, $this->gender, $bindings, $model]);
        }
        return $key;
    }
}
