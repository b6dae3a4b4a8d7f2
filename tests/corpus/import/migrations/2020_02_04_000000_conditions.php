<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        if (! Schema::hasTable('settings')) {
            Schema::create('settings', function (Blueprint $table) {
                $table->string('key')->primary();
                $table->text('value')->nullable();
            });
        }
        if (Schema::hasTable('settings')) {
            Schema::table('settings', fn (Blueprint $table) => $table->boolean('locked')->default(0));
        } else {
            Schema::create('settings', function (Blueprint $table) { $table->id(); });
        }
        if (Schema::hasColumn('users', 'name') && !Schema::hasColumns('users', ['name', 'nick'])) {
            Schema::table('users', function (Blueprint $table) {
                $table->string('nick', 30)->nullable();
                if (Schema::hasColumn('users', 'nothing'))
                    $table->dropColumn('name');
            });
        }
        if (DB::getDriverName() === 'sqlite') {
            return;
        }
        if (config('app.extra')) {
            Schema::table('users', function (Blueprint $table) { $table->string('extra')->nullable(); });
        }
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
