<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::table('posts', function (Blueprint $table) {
            $table->string('headline', 120)->nullable()->change();
            $table->unsignedInteger('category_id')->nullable()->change();
            $table->foreign('category_id')->references('id')->on('categories')->restrictOnDelete();
            $table->dropUnique(['user_id', 'slug']);
            $table->string('slug', 80)->unique()->change();
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
