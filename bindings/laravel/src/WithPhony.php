<?php

// For tests: values that follow from the test's own name, so that a test gets the same whether it is
// run alone or with others, and none of it depends on the order.
//
// Laravel's TestCase calls setUpWithPhony() by itself in its newer versions; elsewhere, call it in
// setUp(), behind that of the parent.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel;

use Illuminate\Container\Container;
use Phonycloud\Phony\Laravel\Facades\Phony;
use Phonycloud\Phony\Laravel\Seeding\TableSources;
use Phonycloud\Phony\Source;

trait WithPhony
{
    /** The source of values that the facade and factories use in this test. */
    protected Source $phony;

    protected function setUpWithPhony(): void
    {
        $container = Container::getInstance();
        $seed = $container->make(Settings::class)->seed;
        $this->usePhonySeed(($seed === null ? '' : "$seed/") . $this->phonyTestName());
    }

    /** Begins anew under a seed: facade, factories and seeders included. */
    protected function usePhonySeed(int|string $seed): Source
    {
        $container = Container::getInstance();
        $this->phony = $container->make(Source::class)->seed($seed);
        $container->instance(Source::class, $this->phony);
        $container->forgetInstance(TableSources::class);
        Phony::clearResolvedInstance(Source::class);
        return $this->phony;
    }

    /** Class, method and data set: what PHPUnit calls the test. */
    private function phonyTestName(): string
    {
        // PHPUnit 10 and later has nameWithDataSet().
        $name = method_exists($this, 'nameWithDataSet') ? $this->nameWithDataSet() : $this->getName();
        return static::class . "::$name";
    }
}
