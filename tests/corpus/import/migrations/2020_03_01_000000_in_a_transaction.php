<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        DB::transaction(function () {
            Schema::withoutForeignKeyConstraints(function () {
                Schema::table('teams', function (Blueprint $table) {
                    $table->dropConstrainedForeignId('owner_id');
                    $table->dropTimestamps();
                });
            });
        });
        try {
            Schema::table('teams', function (Blueprint $table) { $table->string('colour')->default('red'); });
        } catch (\Exception $e) {
            Schema::drop('teams');
        }
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
