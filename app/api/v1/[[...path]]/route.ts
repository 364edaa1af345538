import { unknownRoute } from '@/lib/server/http/route';

export const { GET, POST, PUT, PATCH, DELETE } = unknownRoute();
