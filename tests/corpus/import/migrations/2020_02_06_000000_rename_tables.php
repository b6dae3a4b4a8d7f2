<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::rename('shop_orders', 'orders');
        Schema::connection('mysql')->table('orders', function (Blueprint $table) {
            $table->rename('purchases');
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
