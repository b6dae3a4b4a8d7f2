<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::create('media', function (Blueprint $table) {
            $table->ulid('id')->primary();
            $table->binary('bytes');
            $table->set('flavours', ['a', 'b']);
            $table->year('made_in')->nullable();
            $table->date('shot_on');
            $table->time('shot_at');
            $table->dateTime('added_at')->useCurrent();
            $table->double('size', 8, 2);
            $table->string('full')->virtualAs("concat(a, b)");
            $table->geometry('area');
            $table->foreignUuid('comment_id')->nullable()->constrained();
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
