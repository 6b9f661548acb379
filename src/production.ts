// Elysia reads this once, when it is imported. In development it builds its validation errors at seconds and gigabytes.
process.env.NODE_ENV = 'production'
