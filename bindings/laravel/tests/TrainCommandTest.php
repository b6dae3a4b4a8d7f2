<?php

// artisan phony:train: of files and of columns of tables.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Illuminate\Database\Schema\Blueprint;
use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use Phonycloud\Phony\Model;
use Phonycloud\Phony\Source;

final class TrainCommandTest extends AppTestCase
{
    public function testAFileIsLearnedWithProgressAndAReport(): void
    {
        $this->list('cities.txt', $cities = (new Source(1))->city()->take(3000));
        [$code, $out, $errors] = $this->train("$this->folder/cities.txt -o $this->folder/cities.phony --order=4");
        self::assertSame(0, $code, $errors);
        self::assertStringContainsString('100/100 [▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓] 100%', $errors);
        self::assertMatchesRegularExpression(
            '/cities\.phony: learned 3,000 values, [0-9,]+ n-grams of order 4, [0-9,]+ bytes\.\n/',
            $out,
        );
        self::assertMatchesRegularExpression('/Some of what it gives: \S.*, \S.*, \S.*/', $out);
        $info = Model::load("$this->folder/cities.phony")->info();
        self::assertSame([3000, 4, 'char'], [$info->values, $info->order, $info->mode]);
        self::assertCount(3000, $cities);
    }

    public function testOptionsReachTheModel(): void
    {
        $this->list('names.csv', ['given,weight', 'Ada,3', 'Grace,1', 'Alan,7']);
        [$code, , $errors] = $this->train("$this->folder/names.csv --column=given --weight-column=weight --order=3"
            . " --mode=char --locale=en_GB --name=given --license=CC0 --source=us --exclude-originals"
            . " -o $this->folder/given.phony");
        self::assertSame(0, $code, $errors);
        $model = Model::load("$this->folder/given.phony");
        $info = $model->info();
        self::assertSame(
            ['given', 'en_GB', 'us', 'CC0', 3, 3, true],
            [$info->name, $info->locale, $info->source, $info->license, $info->order, $info->values,
                $info->hasOriginals],
        );
        self::assertTrue($model->isOriginal('Ada'));
    }

    /** @dataProvider databases */
    public function testAColumnOfATableIsLearned(string $database): void
    {
        $connection = $this->useDatabase($database);
        $emails = [];
        foreach ((new Source(1))->unique()->email()->take(500) as $number => $email) {
            $emails[] = ['name' => 'x', 'email' => $email, 'created_at' => $number % 2 ? '2024-01-01 00:00:00' : null];
        }
        $connection->table('users')->insert($emails);
        [$code, $out, $errors] = $this->train("--table=users --column=email -o $this->folder/emails.phony");
        self::assertSame(0, $code, $errors);
        self::assertStringContainsString('500/500 [▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓] 100%', $errors);
        self::assertStringContainsString('learned 500 values', $out);
        self::assertSame(0, $this->train("--table=users --column=created_at -o $this->folder/times.phony")[0]);
        self::assertSame(250, Model::load("$this->folder/times.phony")->info()->values);
        [$code, $given] = $this->app->artisan("phony:generate $this->folder/emails.phony --count=20");
        self::assertSame(0, $code);
        self::assertSame(20, substr_count($given, '@example.com'));
    }

    /** @dataProvider databases */
    public function testTextInAColumnOfBytesIsLearned(string $database): void
    {
        $connection = $this->useDatabase($database);
        $connection->getSchemaBuilder()->create('notes', static fn (Blueprint $table) => $table->binary('note'));
        foreach (['Anna', 'Hanna'] as $note) {
            $connection->table('notes')->insert([
                'note' => $database === 'postgres' ? '\\x' . bin2hex($note) : $note,
            ]);
        }
        self::assertSame(0, $this->train("--table=notes --column=note --order=2 -o $this->folder/notes.phony")[0]);
        self::assertNotNull(Model::load("$this->folder/notes.phony")->bits('Anna'));
    }

    public function testAModelIsTheSameAsThatOfTheCommandLine(): void
    {
        $phony = getenv('PHONY');
        if (!is_string($phony) || $phony === '') {
            self::markTestSkipped('PHONY does not name the command line program');
        }
        $this->list('list.txt', (new Source(1))->city()->take(500));
        $this->train("$this->folder/list.txt -o $this->folder/ours.phony");
        $line = sprintf('%s train %s -o %s 2>&1', $phony, "$this->folder/list.txt", "$this->folder/theirs.phony");
        shell_exec($line);
        $names = static fn (string $file): array => (new Source(3))->loadModel($file)->take(50);
        self::assertSame($names("$this->folder/theirs.phony"), $names("$this->folder/ours.phony"));
    }

    public function testTheModelIsCalledLikeItsListWhereNothingIsSaid(): void
    {
        $this->list('colours.csv.gz', []);
        file_put_contents("$this->folder/colours.csv.gz", gzencode("colour\nred\nreddish\ngreen\n"));
        $before = (string) getcwd();
        chdir($this->folder);
        try {
            [$code, $out, $errors] = $this->train('colours.csv.gz --column=colour');
        } finally {
            chdir($before);
        }
        self::assertSame(0, $code, $errors);
        self::assertStringStartsWith('colours.phony: learned 3 values', $out);
        self::assertFileExists("$this->folder/colours.phony");
    }

    public function testMistakesAreTold(): void
    {
        $this->useDatabase('sqlite');
        $this->list('empty.txt', []);
        $this->list('list.csv', ['a,b', '1,2']);
        foreach (
            [
                ['', 2, 'one of these is needed: a file to learn, or --table with --column'],
                ["$this->folder/list.csv --table=users", 2, 'one of these is needed'],
                ["$this->folder/none.txt", 1, "none.txt'"],
                ["$this->folder/empty.txt", 1, 'nothing to learn'],
                ["$this->folder/list.csv --column=c", 1, "'c'"],
                ["$this->folder/list.csv --mode=letters", 2, "mode: 'letters' is none of char, word, hybrid"],
                ["$this->folder/list.csv --order=many", 2, '--order must be a whole number from 1'],
                ["$this->folder/list.csv --order=99", 2, 'order must be 1 to 8'],
                ["$this->folder/list.csv -o /nowhere/a.phony", 1, 'cannot be written: there is no folder /nowhere'],
                ["$this->folder/list.csv -o $this->folder", 1, 'cannot be written: it is a folder'],
                ['--table=users', 2, '--table needs --column'],
                ['--table=people --column=name', 1, 'there is no table "people" in '],
                ['--table=users --column=mail', 1, 'users has no column "mail"; it has id, name, email, '],
                ['--table=users --column=name --weight-column=id', 2, '--weight-column is for files'],
            ] as [$line, $code, $message]
        ) {
            $output = str_contains($line, '-o ') ? '' : "-o $this->folder/model.phony";
            [$ended, $out, $errors] = $this->train("$line $output");
            self::assertStringContainsString($message, $errors);
            self::assertSame([$code, ''], [$ended, $out], $line);
            self::assertFileDoesNotExist("$this->folder/model.phony");
        }
    }

    /** @param list<string> $lines */
    private function list(string $name, array $lines): void
    {
        file_put_contents("$this->folder/$name", implode('', array_map(static fn ($line) => "$line\n", $lines)));
    }

    /** @return array{int, string, string} */
    private function train(string $line): array
    {
        return $this->app->artisan("phony:train $line");
    }
}
