"""Common Indian names, in the scripts that they are written in."""

from typing import Final

_FIRST = (
    "Aarav Abdul Aditi Aditya Ajay Akash Akshay Amar Amina Amit Amrit Anand Ananya Anil Anita Anjali Ankit Anu Arjun "
    "Arun Asha Ashok Ayesha Baby Babu Bala Bharat Chandra Chetan Daisy Deep Deepa Deepak Dev Devi Dharam Dilip Dinesh "
    "Divya Esha Farhan Fatima Ganesh Gauri Geeta Gift Gopal Grace Gurpreet Hari Harish Hema Hope Imran Indira Isha "
    "Ishaan Jai Jaya Jasmine Joseph Joy Jyoti Kabir Kala Kamal Kamala Karan Kavita Khushi Kiran Komal Krishna Kumar "
    "Lakshmi Lalita Lata Leela Lily Lovely Lucky Madhu Mahesh Mala Mamta Man Manish Manju Mark Mary May Maya Meena "
    "Meera Mini Mohammed Mohan Mohit Mona Mukesh Nanda Narendra Naveen Neel Neha Nikhil Nisha Nitin Om Padma Pankaj "
    "Param Payal Pooja Prakash Pramod Prem Prince Priya Puja Pushpa Radha Rahul Raj Raja Rajesh Raju Rakesh Ram Ramesh "
    "Rani Ravi Ray Rekha Ritu Rohan Rohit Rose Ruby Sachin Sandeep Sania Sanjay Santosh Sarita Savita Shanti Shiv "
    "Shobha Sita Sneha Sonia Sonu Star Sunil Sunita Sunny Suresh Sushma Swati Tanvi Tara Uma Usha Vandana Varun Vijay "
    "Vikram Vimala Vinod Vishal Will Yash Yusuf Zara Zoya"
)
_LAST = (
    "Acharya Agarwal Ahmed Ali Ansari Apte Bajaj Bali Banerjee Basu Bedi Begum Bhatt Bhave Bose Chand Chatterjee "
    "Chaudhary Chauhan Chopra Contractor Das Dave Desai Deshpande Dey Dhar Doctor D'Souza Dutta Engineer Fernandes "
    "Gandhi Ganguly Gate Ghosh Gill Gore Goswami Goyal Gowda Grover Gupta Hegde Hussain Iyengar Iyer Jadhav Jain Jha "
    "Joshi Kale Kane Kapoor Kaul Kaur Khan Khanna Kohli Kulkarni Kurian Lad Lal Lele Mahajan Malhotra Mali Mane Mathew "
    "Mehta Menon Merchant Mishra Modi More Mukherjee Nag Naidu Naik Nair Nambiar Nayak Nene Pai Pal Pandey Pant Parekh "
    "Patel Path Pathak Patil Pawar Pillai Pole Prasad Puri Rai Rajput Rane Rao Rathore Reddy Roy Saha Sahoo Saini Sale "
    "Sane Sarkar Saxena Sen Seth Sethi Shah Shaikh Sharma Shetty Shinde Shukla Singh Sinha Sodhi Sood Soni "
    "Srivastava Subramaniam Suri Swamy Tank Thakur Thomas Tiwari Tope Trivedi Tyagi Vale Varghese Varma Verma Vyas "
    "Wagh Yadav Zaveri"
)
_OTHERS = (
    "निशा राव प्रिया शर्मा श्रीकांत हिंदुस्तानी নিশা রায় সুস্মিতা নিশా నిషా రావు లక్ష్మి நிஷா ராவ் லட்சுமி ನಿಶಾ ರಾವ್ നിഷ രാവു നിഷാന്ത് "
    "નિશા રાવ ਨਿਸ਼ਾ ਕੌਰ نشا راؤ محمد ନିଶା ରାଓ Níshā Rāo Śrī Ｎｉｓｈａ 𝓝𝓲𝓼𝓱𝓪 Ⓝⓘⓢⓗⓐ"
)

FIRST_NAMES: Final = _FIRST.split()
LAST_NAMES: Final = _LAST.split()
OTHER_SCRIPTS: Final = _OTHERS.split()
