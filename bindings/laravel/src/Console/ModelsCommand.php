<?php

// artisan phony:models: the models that can be called by name.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Console;

use Phonycloud\Phony\Exception\PhonyException;
use Phonycloud\Phony\Laravel\Facades\Phony;
use Phonycloud\Phony\Model;

final class ModelsCommand extends PhonyCommand
{
    protected $signature = 'phony:models
        {pattern? : only names like this one: "en_US/*"}
        {--paths : where they lie, in place of what they are}
        {--json : as JSON}';

    protected $description = 'List the models that can be called by name';

    protected function work(): int
    {
        $pattern = $this->argument('pattern') ?? '*';
        $paths = array_filter(
            Phony::models(),
            static fn (string $name): bool => fnmatch($pattern, $name),
            ARRAY_FILTER_USE_KEY,
        );
        if ($paths === []) {
            $this->tell("There are no models like \"$pattern\".");
            return self::FAILURE;
        }
        $describe = $this->option('paths')
            ? static fn (string $name, string $path): array => ['name' => $name, 'path' => $path]
            : self::described(...);
        $this->show(array_map($describe, array_keys($paths), $paths));
        return self::SUCCESS;
    }

    /** @return array<string, string|int> a broken file is a line like others */
    private static function described(string $name, string $path): array
    {
        try {
            $model = Model::load($path);
            $info = $model->info();
            $model->close();
        } catch (PhonyException $problem) {
            return ['name' => $name, 'order' => '', 'mode' => '', 'n-grams' => '',
                'licence' => '', 'source' => ltrim(str_replace("'$path'", '', $problem->getMessage()), ': ')];
        }
        return ['name' => $name, 'order' => $info->order, 'mode' => $info->mode, 'n-grams' => $info->ngrams,
            'licence' => $info->license, 'source' => $info->source];
    }

    /** @param non-empty-list<array<string, string|int>> $rows */
    private function show(array $rows): void
    {
        if ($this->option('json')) {
            $this->line(json_encode($rows, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR));
            return;
        }
        $this->table(array_keys($rows[0]), array_map(
            static fn (array $row): array => array_map(self::cell(...), $row),
            $rows,
        ));
    }

    private static function cell(string|int $value): string
    {
        return is_int($value) ? number_format($value) : mb_strimwidth($value, 0, 40, '...');
    }
}
