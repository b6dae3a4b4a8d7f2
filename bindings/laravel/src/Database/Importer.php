<?php

// A schema (PDL) out of the statements that made a table: which generator fits which column is the
// library's own knowledge (phony_import_open), the same as that of "phony schema import".

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use FFI;
use FFI\CData;
use Phonycloud\Phony\Internal\Library;
use Phonycloud\Phony\Internal\Struct;
use Phonycloud\Phony\Laravel\Exceptions\OutputException;

final class Importer
{
    /** The text of the schema that SQL describes; the library reads files alone. */
    public static function fromSql(string $sql, string $locale): string
    {
        $file = tempnam(sys_get_temp_dir(), 'phony');
        if ($file === false || file_put_contents($file, $sql) === false) {
            throw new OutputException('no temporary file can be written in ' . sys_get_temp_dir());
        }
        try {
            return self::read(Library::get(), $file, $locale);
        } finally {
            unlink($file);
        }
    }

    private static function read(Library $library, string $file, string $locale): string
    {
        $options = new Struct($library, 'phony_import_options', ['from' => 'ddl', 'locale' => $locale]);
        /** @var CData $import */
        $import = $library->make('phony_import *');
        $library->check('phony_import_open', $file, $options->address(), FFI::addr($import));
        try {
            $text = $library->call('phony_import_text', $import);
            return FFI::string($text->bytes, $text->length);
        } finally {
            $library->call('phony_import_free', $import);
        }
    }
}
