<?php

// A compiled schema in the C library.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI;
use FFI\CData;
use Phonycloud\Phony\Exception\NotFoundException;
use Phonycloud\Phony\Exception\SchemaException;
use Phonycloud\Phony\Field;
use Phonycloud\Phony\Problem;

/** @internal */
final class DataSet
{
    use Uncopyable;

    /** Rows that are made at a time: PHONY_BATCH_ROWS. */
    public const BATCH = 1024;

    private function __construct(private Library $library, private Handle $handle)
    {
    }

    /**
     * @param array<string, int>     $counts
     * @param array<string, ?string> $more   scenario, now, locale
     */
    public static function open(Context $context, string $path, array $counts, array $more): self
    {
        $library = $context->library();
        $entities = self::counts($library, $counts);
        $options = new Struct($library, 'phony_dataset_options', [
            'seed' => $context->seed(),
            'counts' => $entities === [] ? null : $entities[0],
            'count_count' => count($counts),
            'cache' => Context::cache(),
        ] + $more);
        $place = $library->make('phony_dataset *');
        try {
            $library->check('phony_dataset_open', $path, $options->address(), FFI::addr($place));
        } catch (SchemaException $failure) {
            $failure->problems = self::problems($library, new Handle($library, 'phony_dataset', $place));
            throw $failure;
        }
        return new self($library, new Handle($library, 'phony_dataset', $place, [Context::cache()]));
    }

    /** @param array<string, ?string> $options members of phony_import_options */
    public static function import(string $path, array $options): string
    {
        $library = Library::get();
        $struct = new Struct($library, 'phony_import_options', $options);
        $arguments = [Check::text($path, 'path'), $struct->address()];
        $import = $library->create('phony_import', 'phony_import_open', $arguments);
        $text = $library->call('phony_import_text', $import->pointer());
        return FFI::string($text->bytes, $text->length);
    }

    public function entity(int $index): CData
    {
        return $this->read('phony_entity', 'phony_dataset_get_entity', $index);
    }

    public function find(string $name): int
    {
        $index = $this->library->make('size_t');
        $this->library->check(
            'phony_dataset_find',
            $this->handle->pointer(),
            Check::text($name, 'entity'),
            FFI::addr($index)
        );
        return $index->cdata;
    }

    /** @return list<Field> */
    public function fields(int $entity): array
    {
        $fields = [];
        $count = $this->entity($entity)->columns;
        for ($index = 0; $index < $count; $index++) {
            $field = $this->read('phony_field', 'phony_dataset_get_field', $entity, $index);
            $fields[] = new Field(
                $field->name,
                $field->column,
                $field->type,
                $field->generator,
                $field->is_primary === 1,
                $field->is_unique === 1,
                $field->can_be_null === 1,
                $field->references
            );
        }
        return $fields;
    }

    public function maker(): Maker
    {
        $data = $this->handle;
        return new Maker($this->library, $this->library->create(
            'phony_maker',
            'phony_maker_new',
            [$data->pointer()],
            [$data]
        ));
    }

    public function ddl(string $dialect): string
    {
        return $this->maker()->ddl($dialect);
    }

    private function read(string $type, string $function, int ...$place): CData
    {
        $struct = new Struct($this->library, $type);
        $this->library->check($function, $this->handle->pointer(), ...[...$place, $struct->address()]);
        return $struct->data;
    }

    /**
     * The address of the array, and what it points to.
     *
     * @param array<string, int> $counts
     * @return list<mixed>
     */
    private static function counts(Library $library, array $counts): array
    {
        if ($counts === []) {
            return [];
        }
        $array = $library->make('phony_count[' . count($counts) . ']');
        $kept = [FFI::addr($array[0]), $array];
        $index = 0;
        foreach ($counts as $entity => $rows) {
            $kept[] = $count = new Struct(
                $library,
                'phony_count',
                ['entity' => (string) $entity, 'rows' => $rows],
                false
            );
            $array[$index++] = $count->data;
        }
        return $kept;
    }

    /** @return list<Problem> */
    private static function problems(Library $library, Handle $broken): array
    {
        $problems = [];
        $struct = new Struct($library, 'phony_problem');
        try {
            while (true) {
                $place = [$broken->pointer(), count($problems), $struct->address()];
                $library->check('phony_dataset_get_problem', ...$place);
                $found = $struct->data;
                $problems[] = new Problem(
                    $found->message,
                    (string) $found->path,
                    $found->file,
                    $found->line,
                    $found->column
                );
            }
        } catch (NotFoundException) {
            return $problems;
        }
    }
}
