<?php

// artisan phony:train: learns what a list of values looks like, out of a file or a table.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Console;

use Closure;
use Illuminate\Database\Connection;
use Illuminate\Database\ConnectionResolverInterface;
use Phonycloud\Phony\Laravel\Exceptions\OutputException;
use Phonycloud\Phony\Laravel\Exceptions\SettingException;
use Phonycloud\Phony\Laravel\Exceptions\SourceException;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\Source;

final class TrainCommand extends PhonyCommand
{
    private const STEPS = 100;
    private const TEXTS = ['mode', 'locale', 'name', 'source', 'license'];
    private const NUMBERS = ['order' => 'order', 'min-count' => 'minCount', 'min-support' => 'minSupport'];

    protected $signature = 'phony:train
        {file? : a list: text, CSV, JSON or NDJSON, gzip\'d or not}
        {--table= : learn a column of a table instead}
        {--column= : of the table, of the CSV file, or of its JSON objects}
        {--weight-column= : of a file: whole numbers, how often a value counts}
        {--connection= : the database}
        {--o|output= : the model\'s file (default: the list\'s name, .phony)}
        {--order= : length of the n-grams in tokens (default 5; 3 for words)}
        {--mode= : char, word or hybrid (default char)}
        {--min-count= : leave out longer n-grams that are counted less often}
        {--min-support= : keep only n-grams that so many different values hold}
        {--exclude-originals : never give a value of the list}
        {--locale= : recorded in the model, as are name, source and license}
        {--name=} {--source=} {--license=}';

    protected $description = 'Learn what a list or a column of a table looks like, and write a model of it';

    protected function work(): int
    {
        $file = $this->argument('file');
        $table = $this->text('table');
        if (($file === null) === ($table === null)) {
            throw new SettingException('one of these is needed: a file to learn, or --table with --column');
        }
        $output = $this->text('output') ?? $this->usualOutput($file ?? "{$table}_{$this->text('column')}");
        $this->assertWritable($output);
        $model = $table === null ? $this->learnFile((string) $file) : $this->learnTable($table);
        $model->save($output);
        $this->report($model, $output);
        return self::SUCCESS;
    }

    private function learnFile(string $file): Model
    {
        return $this->withBar(self::STEPS, function (Closure $advance) use ($file): Model {
            $done = 0;
            $progress = function (int $position, int $size) use ($advance, &$done): void {
                $step = $size > 0 ? (int) (self::STEPS * min(1, $position / $size)) : $done;
                $advance($step - $done);
                $done = $step;
            };
            $model = $this->learn($file, ['progress' => $progress, 'column' => $this->text('column'),
                'weightColumn' => $this->text('weight-column')]);
            $advance(self::STEPS - $done);
            return $model;
        });
    }

    private function learnTable(string $table): Model
    {
        $column = $this->text('column') ?? throw new SettingException('--table needs --column');
        if ($this->text('weight-column') !== null) {
            throw new SettingException('--weight-column is for files: a table\'s rows count once each');
        }
        $connection = $this->laravel->make(ConnectionResolverInterface::class)->connection($this->text('connection'));
        assert($connection instanceof Connection);
        $this->assertColumn($connection, $table, $column);
        $count = $connection->table($table)->whereNotNull($column)->count();
        return $this->withBar($count, fn (Closure $advance): Model => $this->learn(
            self::values($connection, $table, $column, $advance),
            [],
        ));
    }

    private function assertColumn(Connection $connection, string $table, string $column): void
    {
        $schema = $connection->getSchemaBuilder();
        if (!$schema->hasTable($table)) {
            throw new SourceException("there is no table \"$table\" in {$connection->getDatabaseName()}");
        }
        if (!$schema->hasColumn($table, $column)) {
            $columns = implode(', ', $schema->getColumnListing($table));
            throw new SourceException("$table has no column \"$column\"; it has $columns");
        }
    }

    /**
     * @param Closure(int): void $advance
     * @return iterable<string>
     */
    private static function values(Connection $connection, string $table, string $column, Closure $advance): iterable
    {
        foreach ($connection->table($table)->whereNotNull($column)->select($column)->cursor() as $row) {
            $value = current((array) $row);
            // As PostgreSQL gives bytes.
            yield is_resource($value) ? (string) stream_get_contents($value) : (string) $value;
            $advance(1);
        }
    }

    /**
     * @param string|iterable<string> $values
     * @param array<string, mixed> $more
     */
    private function learn(string|iterable $values, array $more): Model
    {
        $options = ['excludeOriginals' => (bool) $this->option('exclude-originals')] + $more;
        foreach (self::TEXTS as $name) {
            $options[$name] = $this->text($name);
        }
        foreach (self::NUMBERS as $option => $name) {
            $options[$name] = $this->text($option) === null ? null : $this->number($option);
        }
        $given = array_filter($options, static fn (mixed $value): bool => $value !== null);
        return $this->laravel->make(Source::class)->train($values, ...$given);
    }

    private function usualOutput(string $file): string
    {
        return preg_replace('/\.[a-z]+(\.gz)?$/i', '', basename($file)) . '.phony';
    }

    /** Before the work, which can take long. */
    private function assertWritable(string $output): void
    {
        $folder = dirname($output);
        if (is_dir($output) || !is_dir($folder) || !is_writable($folder)) {
            $reason = is_dir($output) ? 'it is a folder' : (is_dir($folder) ? "$folder is not writable"
                : "there is no folder $folder");
            throw new OutputException("$output cannot be written: $reason");
        }
    }

    private function report(Model $model, string $output): void
    {
        $info = $model->info();
        $this->info(sprintf(
            '%s: learned %s values, %s n-grams of order %d, %s bytes.',
            $output,
            number_format($info->values),
            number_format($info->ngrams),
            $info->order,
            number_format((int) filesize($output)),
        ));
        $this->line('Some of what it gives: ' . implode(', ', $this->laravel->make(Source::class)
            ->seed('examples')->model($model)->take(3)));
    }
}
