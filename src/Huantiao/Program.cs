Console.WriteLine("huantiao");
