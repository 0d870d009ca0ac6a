facts-record = Certificates
