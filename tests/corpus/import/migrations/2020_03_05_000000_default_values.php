<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::table('people', function (Blueprint $table) {
            $table->string('state')->default('it\'s "new"');
            $table->integer('level')->default('1');
            $table->boolean('on')->default(1);
            $table->timestamp('seen_at')->default(DB::raw('CURRENT_TIMESTAMP'));
            $table->string('none')->default(null)->nullable();
            $table->enum('kind', Kind::values())->default(Kind::A);
            $table->nonsense('x');
            $table->string('odd')->wobbly();
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
