<?php

// artisan phony:models.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Tests;

use Phonycloud\Phony\Laravel\Tests\Support\AppTestCase;
use Phonycloud\Phony\Model;

final class ModelsCommandTest extends AppTestCase
{
    public function testAllModelsAreListedWithWhatTheyAre(): void
    {
        [$code, $out] = $this->app->artisan('phony:models');
        self::assertSame(0, $code);
        $header = '/^\| name +\| order \| mode +\| n-grams +\| licence +\| source +\|$/m';
        self::assertMatchesRegularExpression($header, $out);
        self::assertMatchesRegularExpression('/^\| en_US\/city_names +\| 5 +\| char +\| 38,413 +\| MIT +\|/m', $out);
        preg_match_all('/^\| (\S+\/\S+|generic\S*) /m', $out, $listed);
        self::assertSame(array_keys(Model::all()), $listed[1]);
    }

    public function testAPatternChoosesModels(): void
    {
        [$code, $out] = $this->app->artisan('phony:models "tr_TR/*_names" --json');
        self::assertSame(0, $code);
        $names = array_column(json_decode($out, true), 'name');
        self::assertContains('tr_TR/city_names', $names);
        self::assertSame($names, array_values(preg_grep('~^tr_TR/\w+_names$~', $names) ?: []));
    }

    public function testPathsCanBeShownAndModelsOfTheSettingsAreThere(): void
    {
        mkdir("$this->folder/own");
        \Phonycloud\Phony\Laravel\Facades\Phony::train(['abc'])->save("$this->folder/own/mine.phony");
        file_put_contents("$this->folder/own/broken.phony", 'nonsense');
        $this->boot(['phony' => ['models' => ["$this->folder/own"]]]);
        [$code, $out] = $this->app->artisan('phony:models mine --paths --json');
        self::assertSame([0, [['name' => 'mine', 'path' => "$this->folder/own/mine.phony"]]], [
            $code, json_decode($out, true),
        ]);
        [$code, $out] = $this->app->artisan('phony:models broken');
        self::assertSame(0, $code);
        self::assertMatchesRegularExpression('/^\| broken +\|.*\| this is no model, .* +\|$/m', $out);
    }

    public function testNothingFoundIsAnExitCode(): void
    {
        [$code, $out, $errors] = $this->app->artisan('phony:models "xx/*"');
        self::assertSame([1, '', "There are no models like \"xx/*\".\n"], [$code, $out, $errors]);
    }
}
