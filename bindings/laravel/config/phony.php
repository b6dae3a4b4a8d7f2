<?php

// Settings of Phony. Publish this file with: php artisan vendor:publish --tag=phony-config

return [

    /*
     * The seed: any text or a whole number. The same seed gives the same values in the same order,
     * in every language and on every machine. Null: a fresh one for each process, which
     * Phony::currentSeed() tells.
     */
    'seed' => env('PHONY_SEED'),

    /*
     * The locale of names, cities, companies and so on, such as "tr_TR". Null: "en_US", and of
     * schemas their own.
     */
    'locale' => env('PHONY_LOCALE'),

    /*
     * The path of libphony.so.0, where it is not in the system's library path. Null: it is found.
     */
    'library' => env('PHONY_LIBRARY'),

    /*
     * Folders with models of your own, in which names are looked for before those that came with
     * the library: resource_path('phony') with a file city.phony in it makes Phony::model('city')
     * work. Files can always be given by their path.
     */
    'models' => [],

    /*
     * How many different values unique() is good for, of the facade and of a seeder's rows. Past
     * them there is an error, not a repeated value.
     */
    'unique_rows' => 1_000_000,

    /*
     * How many rows are inserted with one statement, in one transaction.
     */
    'chunk' => 1000,

];
