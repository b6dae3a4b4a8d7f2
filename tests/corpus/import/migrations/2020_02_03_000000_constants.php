<?php
use Illuminate\Support\Facades\Schema;

class Constants extends Migration
{
    private const PREFIX = 'shop_';
    protected string $name = 'orders';
    private static $after = null;

    public function up()
    {
        $table = self::PREFIX . $this->name; # joined
        Schema::create($table, static function (Blueprint $t) use ($table) {
            $t->id();
            $t->foreignId('customer_id')->constrained(table: 'users', indexName: 'x');
            foreach (['net', 'gross'] as $column) {
                $t->decimal($column . '_total', 12, 2)->default(0);
            }
            foreach (['a' => 'first', 'b' => 'second'] as $key => $name) {
                $t->string("plain")->nullable();
                $t->string($name . '_' . $key)->nullable();
            }
            $t->string("computed_{$table}");
        });
    }
}
