<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        foreach (['teams', 'tags'] as $name) {
            Schema::table($name, function (Blueprint $table) {
                $table->timestamp('archived_at')->nullable();
            });
        }
        foreach (config('tables') as $name) {
            Schema::drop($name);
        }
        Schema::create(config('x.table'), function (Blueprint $table) { $table->id(); });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
