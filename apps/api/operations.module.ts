import { Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller';
import { OperationsController } from './operations.controller';

@Module({ controllers: [OperationsController, MetricsController] })
export class OperationsModule {}
