<?php

// Makes generators of the C library out of recipes: one call each.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI;
use FFI\CData;

/** @internal */
final class Compiler
{
    /** What templates may call short. */
    private const SHORT = [
        'first' => '{person.first}',
        'last' => '{person.last}',
        'full' => '{person.full}',
        'gender' => '{person.gender}',
    ];

    private Library $library;

    /** @var list<mixed> C memory that must live until the generator is made */
    private array $kept = [];

    public function __construct(private Context $context)
    {
        $this->library = $context->library();
    }

    public function compile(Recipe $recipe): Handle
    {
        return match ($recipe->kind) {
            'model' => $this->ofModel($recipe),
            'template' => $this->create('phony_generator_from_template', $recipe, $this->ofTemplate($recipe)),
            default => $this->create('phony_generator_from_name', $recipe, $this->like($recipe->members())),
        };
    }

    private function ofModel(Recipe $recipe): Handle
    {
        $values = new Struct($this->library, 'phony_generator_options', $recipe->members());
        $model = $recipe->model?->pointer();
        return $this->library->create('phony_generator', 'phony_generator_new', [$model, $values->address()]);
    }

    /** @return array<string, mixed> */
    private function ofTemplate(Recipe $recipe): array
    {
        $members = $recipe->members();
        $own = array_intersect_key($members, ['unique' => 0, 'rows' => 0]);
        // Numbers are the usual way of templates.
        $usual = ($own['unique'] ?? 0) === Recipe::UNIQUE['usual'] ? ['unique' => Recipe::UNIQUE['numbered']] : [];
        $bindings = $recipe->bindings + self::SHORT;
        return $usual + $own + $this->like(array_diff_key($members, $own)) + [
            'bindings' => $this->bindings($bindings),
            'binding_count' => count($bindings),
        ];
    }

    /**
     * @param array<string, int|string> $members
     * @return array<string, mixed>
     */
    private function like(array $members): array
    {
        return $members === [] ? [] : ['values' => new Struct($this->library, 'phony_generator_options', $members)];
    }

    /** @param array<string, mixed> $more members of phony_template_options */
    private function create(string $function, Recipe $recipe, array $more): Handle
    {
        $options = new Struct($this->library, 'phony_template_options', [
            'locale' => $this->context->locale,
            'gender' => $recipe->gender,
            'cache' => Context::cache(),
        ] + $more);
        return $this->library->create('phony_generator', $function, [$recipe->text, $options->address()]);
    }

    /** @param array<string, string|\Phonycloud\Phony\Values> $bindings */
    private function bindings(array $bindings): CData
    {
        $array = $this->library->make('phony_binding[' . count($bindings) . ']');
        $index = 0;
        foreach ($bindings as $name => $value) {
            $members = ['name' => (string) $name]
                + (is_string($value) ? ['text' => $value] : ['generator' => $value->compiled()]);
            $binding = new Struct($this->library, 'phony_binding', $members, false);
            $array[$index++] = $binding->data;
            $this->kept[] = $binding;
        }
        $this->kept[] = $array;
        return FFI::addr($array[0]);
    }
}
