module onetoken.example/queues

go 1.22
