<?php

// artisan phony:generate: values to standard output or a file, rows into their table.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Console;

use Illuminate\Console\ConfirmableTrait;
use Illuminate\Database\ConnectionResolverInterface;
use Phonycloud\Phony\Laravel\Exceptions\SettingException;
use Phonycloud\Phony\Laravel\Facades\Phony;
use Phonycloud\Phony\Laravel\Output\Blocks;
use Phonycloud\Phony\Laravel\Output\Format;
use Phonycloud\Phony\Laravel\Output\WholeFile;
use Phonycloud\Phony\Laravel\Sources\FactorySource;
use Phonycloud\Phony\Laravel\Sources\Finder;
use Phonycloud\Phony\Laravel\Sources\Request;
use Phonycloud\Phony\Laravel\Sources\RowSource;
use Phonycloud\Phony\Laravel\Sources\Storable;
use Phonycloud\Phony\Laravel\Sources\ValueSource;
use Phonycloud\Phony\Source;
use Symfony\Component\Console\Output\OutputInterface;

final class GenerateCommand extends PhonyCommand
{
    use ConfirmableTrait;

    protected $signature = 'phony:generate
        {what? : a model (en_US/city_names), a generator (email), an Eloquent model (User), or a table}
        {--template= : names and functions in braces, as phony generate --template takes them}
        {--table= : a table, also where a generator has its name}
        {--c|count=10 : how many}
        {--s|seed= : any text; the same seed gives the same values (default: that of config/phony.php)}
        {--locale= : of names and places (default: that of config/phony.php)}
        {--first=0 : the row to begin with}
        {--of= : how many rows there are in all, where --first and --count make a part of them}
        {--unique : values: none twice}
        {--format= : text, json, ndjson or csv; rows of a table are then written and not inserted}
        {--o|output= : a file to write, which appears only when it is complete}
        {--connection= : the database}
        {--chunk= : rows in one insert and transaction (default: that of config/phony.php)}
        {--atomic : all rows in one transaction}
        {--bulk : factories: one insert for a chunk, without events and what is done after creating}
        {--force : insert in production without asking}';

    protected $description = 'Generate values, or rows of a table, that look real';

    protected function work(): int
    {
        $usual = $this->laravel->make(Source::class);
        $phony = $this->source($usual);
        $this->laravel->instance(Source::class, $phony);
        Phony::clearResolvedInstance(Source::class);
        try {
            return $this->generate($phony);
        } finally {
            $this->laravel->instance(Source::class, $usual);
            Phony::clearResolvedInstance(Source::class);
        }
    }

    private function generate(Source $phony): int
    {
        $finder = new Finder($this->laravel->make(ConnectionResolverInterface::class), $this->request($phony));
        $rows = $finder->find($this->argument('what'), $this->text('template'), $this->text('table'));
        $this->assertMeant($rows);
        $isWritten = $this->text('format') !== null || $this->text('output') !== null;
        if ($rows instanceof Storable && !$isWritten) {
            return $this->confirmToProceed() ? $this->store($rows) : self::FAILURE;
        }
        $this->write($rows);
        $this->tellSeed($phony);
        return self::SUCCESS;
    }

    private function source(Source $usual): Source
    {
        $locale = $this->text('locale');
        // A copy: the application's own rows are not used up.
        $source = $usual->seed($this->text('seed') ?? $usual->currentSeed());
        return $locale === null ? $source : $source->locale($locale);
    }

    private function request(Source $phony): Request
    {
        $count = $this->number('count');
        $first = $this->number('first', 0);
        $all = $this->text('of') === null ? $first + $count : $this->number('of');
        if ($all < $first + $count) {
            throw new SettingException("--of $all is less than --first $first and --count $count");
        }
        return new Request(
            $phony,
            $count,
            $first,
            $all,
            $this->text('chunk') === null ? $this->settings()->chunk : $this->number('chunk'),
            $this->text('connection'),
            (bool) $this->option('unique'),
            (bool) $this->option('atomic'),
            (bool) $this->option('bulk'),
        );
    }

    /** Options that would change nothing are mistakes. */
    private function assertMeant(RowSource $rows): void
    {
        if ($this->option('unique') && !$rows instanceof ValueSource) {
            throw new SettingException('--unique is for values; tables say themselves what is unique in them');
        }
        if ($this->option('bulk') && !$rows instanceof FactorySource) {
            throw new SettingException('--bulk is for factories; tables are always filled that way');
        }
        if ($this->number('first', 0) !== 0 && $rows instanceof FactorySource) {
            throw new SettingException('--first is not for factories: they begin where they begin');
        }
    }

    private function store(Storable $rows): int
    {
        $stored = $this->withBar($this->number('count'), $rows->store(...));
        $this->tellSeed($this->laravel->make(Source::class));
        $this->info("$stored rows inserted into {$rows->table()}.");
        return self::SUCCESS;
    }

    private function write(RowSource $rows): void
    {
        $file = $this->text('output');
        $usual = $rows instanceof Storable ? Format::Json : Format::Text;
        $pieces = Format::choose($this->text('format'), $file, $usual)->write($rows->rows());
        if ($file === null) {
            foreach (Blocks::of($pieces) as $block) {
                $this->output->write($block, false, OutputInterface::OUTPUT_RAW);
            }
            return;
        }
        $this->withBar($this->number('count'), static fn ($progress) =>
            WholeFile::write($file, self::counted($pieces, $progress)));
        $this->tell("{$this->number('count')} written to $file.");
    }

    /**
     * @param iterable<string> $pieces
     * @param \Closure(int): void $progress
     * @return iterable<string>
     */
    private static function counted(iterable $pieces, \Closure $progress): iterable
    {
        $waiting = 0;
        foreach ($pieces as $piece) {
            yield $piece;
            if (++$waiting === 1000) {
                $progress($waiting);
                $waiting = 0;
            }
        }
        $progress(max(0, $waiting - 1));
    }

    /** A seed that nobody has given is told, so that the same can be had again. */
    private function tellSeed(Source $phony): void
    {
        if ($this->text('seed') === null && $this->settings()->seed === null) {
            $this->tell("Seed: {$phony->currentSeed()}");
        }
    }
}
